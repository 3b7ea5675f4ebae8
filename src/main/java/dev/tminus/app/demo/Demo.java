package dev.tminus.app.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The donations runbook, rehearsed on staging and then run on production, on PostgreSQL databases and an application
 * that the demo starts for itself. People's steps are answered by the answers file that ships.
 */
public final class Demo {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm").withZone(ZoneOffset.UTC);

    private final Stage stage;
    private final Map<String, String> variables;
    private final Path folder;
    private final Instant begun;
    private Optional<ClientPrograms> programs = Optional.empty();
    private boolean ended;

    /**
     * @param folder the demo's own; reports stay there
     * @param begun now: the planned window begins there
     */
    public Demo(Stage stage, Map<String, String> variables, Path folder, Instant begun) {
        this.stage = stage;
        this.variables = Map.copyOf(variables);
        this.folder = folder;
        this.begun = begun;
    }

    /** Plays it and returns the exit code of the last command. */
    public int play(boolean failing, boolean keep) throws IOException, SQLException, InterruptedException {
        Path runbook = Files.createDirectories(folder).resolve("donations");
        stage.say("Demo: real PostgreSQL databases and a real application, all in " + folder + ".");
        stage.say("Stand-ins take the place of npx, npm and pm2; people's steps are answered by demo.answers.yaml.");
        Unpacked.into(runbook);
        Stage.Server server = stage.serve(folder.resolve("server"), Duration.ofMinutes(keep ? 30 : 1));
        List<Side> sides = new ArrayList<>();
        Thread ending = new Thread(() -> end(sides, server));
        Runtime.getRuntime().addShutdownHook(ending);
        try {
            int code = play(runbook, server, sides, failing);
            stage.say("");
            stage.say("The demo ended with exit code %d (%s)%s"
                    .formatted(
                            code,
                            code == 0 ? "the migration is done" : "not green: see above",
                            keep ? "." : "; servers and databases go, reports stay. To keep all: tminus demo --keep"));
            return code;
        } finally {
            if (keep) {
                kept(server, sides);
            } else {
                end(sides, server);
            }
            forget(ending);
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            Thread.currentThread().interrupt(); // the process is on its way down and the hook runs already
        }
    }

    private int play(Path runbook, Stage.Server server, List<Side> sides, boolean failing)
            throws IOException, SQLException, InterruptedException {
        Side staging = new Side("staging", runbook, folder.resolve("staging"), server);
        programs = ClientPrograms.of(staging.serverMajor(), variables);
        stage.say(programs.map(
                        found -> "Backups are made by pg_dump %s of %s.".formatted(found.version(), found.folder()))
                .orElse("Backups are copies of the database on the same server: this machine has no pg_dump of the"
                        + " server's version %d.".formatted(staging.serverMajor())));
        Side production = new Side("production", runbook, folder.resolve("production"), server);
        staging.fill(stage);
        production.copyOf(staging);
        if (failing) {
            production.addWhatOnlyProductionHas();
        }
        sides.add(staging);
        staging.startApplication(self("dev.tminus.app.Main"), self(DonationsApp.class.getName()));
        int rehearsed = run("rehearse", runbook, staging, server);
        if (rehearsed != 0) {
            return rehearsed;
        }
        staging.stopApplication();
        sides.set(0, production);
        production.startApplication(self("dev.tminus.app.Main"), self(DonationsApp.class.getName()));
        Contents before = production.contents();
        stage.say("Production before: " + before);
        int code = run("run", runbook, production, server);
        Contents after = production.contents();
        stage.say("Production after:  " + after);
        boolean same = before.equals(after);
        stage.say(same ? "Every row that was there before is there." : "ROWS DIFFER from those before.");
        return same ? code : Math.max(code, 1);
    }

    private int run(String verb, Path runbook, Side side, Stage.Server server) throws IOException {
        stage.say("");
        List<String> arguments = new ArrayList<>(List.of(
                verb,
                runbook.resolve("donations.runbook.yaml").toString(),
                "-e",
                side.environment(),
                "--answers",
                runbook.resolve("demo.answers.yaml").toString(),
                "-i",
                "migration=20251201000000_gift_net_amount",
                "-i",
                "window=%s[UTC]/PT3H".formatted(MINUTE.format(begun))));
        arguments.addAll(side.inputs());
        arguments.addAll(List.of("-i", "demo_backup=" + (programs.isPresent() ? "pg_dump" : "template")));
        stage.say("$ tminus " + String.join(" ", arguments));
        Map<String, String> mine = variables(server, List.of(side));
        int code = stage.tminus(mine, arguments);
        Optional<Stage.Played> played = stage.last(mine, side.environment());
        if (played.isPresent()) {
            stage.say("");
            stage.say("Timeline of %s (%s):".formatted(played.get().checklist().run(), side.environment()));
            Timeline.of(played.get().checklist()).forEach(stage::say);
            report(side, played.get());
        }
        return code;
    }

    private void report(Side side, Stage.Played played) throws IOException {
        if (played.html().isPresent()) {
            Path file = folder.resolve("report-" + side.environment() + ".html");
            Files.writeString(file, played.html().get());
            stage.say("Report: " + file);
        }
    }

    /** Those of this process, and where the demo's journal and databases are. */
    private Map<String, String> variables(Stage.Server server, List<Side> sides) {
        Map<String, String> all = new LinkedHashMap<>(variables);
        all.putAll(own(server, sides));
        programs.ifPresent(found -> all.put("PATH", found.path(variables)));
        return all;
    }

    private Map<String, String> own(Stage.Server server, List<Side> sides) {
        Map<String, String> own = new LinkedHashMap<>();
        own.put(
                "TMINUS_JOURNAL",
                "postgresql://%s:%s@127.0.0.1:%d/postgres".formatted(server.user(), server.password(), server.port()));
        own.put("XDG_STATE_HOME", folder.resolve("state").toString());
        sides.forEach(side -> own.putAll(side.variables()));
        return own;
    }

    /** How a shell starts a class of this program, as quickly as this process was started. */
    private static String self(String mainClass) {
        StringBuilder line = new StringBuilder("'%s/bin/java'".formatted(System.getProperty("java.home")));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith("-X") || option.startsWith("--sun-misc"))
                .forEach(option -> line.append(" '").append(option).append('\''));
        return line.append(" -cp '%s' %s".formatted(System.getProperty("java.class.path"), mainClass))
                .toString();
    }

    /** Once: when the process is stopped, its end and the demo's own come at the same time. */
    private synchronized void end(List<Side> sides, Stage.Server server) {
        if (ended) {
            return;
        }
        ended = true;
        for (Side side : List.copyOf(sides)) {
            try {
                side.stopApplication();
            } catch (IOException failed) {
                stage.say("The demo application of %s may still run: %s"
                        .formatted(side.environment(), failed.getMessage()));
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        }
        server.close();
        deleteAllButReports();
    }

    private void deleteAllButReports() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                boolean stays = file.equals(folder) || file.toString().endsWith(".html");
                if (!stays) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | UncheckedIOException undeletable) {
            stage.say("Some of %s could not be deleted: %s".formatted(folder, undeletable.getMessage()));
        }
    }

    /** The addresses hold passwords, so they are in a file that only the user can read. */
    private void kept(Stage.Server server, List<Side> sides) throws IOException {
        Path file = Files.createFile(
                folder.resolve("demo.env"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        StringBuilder exports = new StringBuilder();
        own(server, sides).forEach((name, value) -> exports.append("export %s='%s'%n".formatted(name, value)));
        Files.writeString(file, exports);
        stage.say("");
        stage.say("Kept. Look at it:  . %s && tminus runs".formatted(file));
        stage.say("The database server and the application end by themselves after half an hour; to end them now:");
        for (Side side : sides) {
            stage.say("  %s".formatted(side.stopCommand()));
        }
        stage.say("  kill -INT $(head -n 1 %s)".formatted(server.processFile()));
    }
}
