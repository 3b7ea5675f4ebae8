package dev.tminus.app;

import dev.tminus.app.cli.TminusCommand;
import dev.tminus.app.cli.desk.Control;
import dev.tminus.app.cli.desk.Terminal;
import dev.tminus.app.demo.Stage;
import dev.tminus.app.embedded.EmbeddedServer;
import dev.tminus.app.postgres.migrate.PrismaStatus;
import dev.tminus.engine.Engine;
import dev.tminus.journal.RunFacts;
import dev.tminus.journal.RunFilter;
import dev.tminus.run.Checklist;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The demo's way to the rest of the program, in this process. */
final class DemoStage implements Stage {

    private final Terminal terminal;
    private final Map<String, String> variables;

    DemoStage(Terminal terminal, Map<String, String> variables) {
        this.terminal = terminal;
        this.variables = variables;
    }

    @Override
    public Server serve(Path home, Duration linger) {
        EmbeddedServer server = EmbeddedServer.in(home, EmbeddedServer.binaries(variables), linger);
        return new Embedded(server, server.join());
    }

    @Override
    public int tminus(Map<String, String> mine, List<String> arguments) {
        return TminusCommand.run(wiring(mine), terminal, arguments.toArray(String[]::new));
    }

    private Wiring wiring(Map<String, String> mine) {
        return new Wiring(mine, Path.of(""), warning -> say("warning: " + warning));
    }

    @Override
    public void markApplied(String databaseUrl, Path migrations, String migration) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = new PrismaStatus(Map.of("DATABASE_URL", databaseUrl), out, out)
                .run(List.of("resolve", "--migrations", migrations.toString(), "--applied", migration));
        if (code != 0) {
            throw new IllegalStateException("migration %s cannot be marked as applied: %s".formatted(migration, said));
        }
    }

    @Override
    public Optional<Played> last(Map<String, String> mine, String environment) {
        Wiring wiring = wiring(mine);
        try {
            Control control = wiring.control(Optional.empty());
            return control.journal().runs(RunFilter.ALL.in(environment), 1).stream()
                    .findFirst()
                    .map(facts -> played(wiring, control, facts));
        } finally {
            wiring.close();
        }
    }

    private static Played played(Wiring wiring, Control control, RunFacts facts) {
        Engine.Standing run = control.engine().read(facts.run());
        Instant now = control.engine().now();
        return new Played(
                Checklist.of(run.plan(), run.state(), now),
                wiring.reports().map(reports -> reports.write(run, "html", now)));
    }

    @Override
    public void say(String line) {
        terminal.tell(line);
    }

    private record Embedded(EmbeddedServer server, EmbeddedServer.Visit visit) implements Server {

        @Override
        public int port() {
            return visit.address().port();
        }

        @Override
        public String user() {
            return visit.address().user();
        }

        @Override
        public String password() {
            return visit.address().password();
        }

        @Override
        public Path processFile() {
            return server.home().resolve("data").resolve("postmaster.pid");
        }

        @Override
        public void close() {
            visit.close();
            server.stop();
            try (Stream<Path> all = Files.walk(server.home())) {
                for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException undeletable) {
                throw new UncheckedIOException("cannot delete " + server.home(), undeletable);
            }
        }
    }
}
