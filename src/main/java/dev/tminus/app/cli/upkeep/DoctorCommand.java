package dev.tminus.app.cli.upkeep;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.JournalPlace;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.app.cli.look.Backlog;
import dev.tminus.book.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** {@code tminus doctor}: whether this machine has what Tminus needs. */
@Command(
        name = "doctor",
        header = {
            "Examples:",
            "  tminus doctor",
            "  tminus doctor --journal postgresql://writer@db.example.org/journal",
            ""
        },
        description = "Looks at Java, folders, tools and the journal. Exit code 3 where something is missing.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {

    private static final Duration DRIFT = Duration.ofSeconds(5);

    private final Desk desk;
    private boolean bad;

    public DoctorCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        line(true, "java", System.getProperty("java.version") + " in " + System.getProperty("java.home"));
        folder("state folder", desk.backstage.stateFolder());
        for (String tool : List.of("bash", "setsid")) {
            line(isOnPath(tool), tool, isOnPath(tool) ? "on the PATH" : "not on the PATH; `run` steps need it");
        }
        for (String tool : List.of("psql", "pg_dump", "pg_restore", "npx")) {
            desk.terminal
                    .out()
                    .println("%-6s %-14s %s"
                            .formatted(
                                    "note",
                                    tool,
                                    isOnPath(tool) ? "on the PATH" : "not on the PATH; only some runbooks need it"));
        }
        journal();
        return (bad ? ExitCode.NOT_STARTED : ExitCode.DONE).code();
    }

    private void journal() {
        try {
            JournalPlace place = desk.journalPlace();
            Duration offset = desk.journal().clockOffset();
            line(true, "journal", "%s (%s)".formatted(place.shown(), place.saidBy()));
            line(
                    offset.abs().compareTo(DRIFT) < 0,
                    "clocks",
                    "the journal's is %s %s this machine's"
                            .formatted(Durations.text(offset.abs()), offset.isNegative() ? "behind" : "ahead of"));
            Backlog.of(desk)
                    .forEach(line -> desk.terminal
                            .out()
                            .println("%-6s %-14s %s"
                                    .formatted("note", "messages", dev.tminus.action.SafeText.line(line))));
        } catch (Refusal | dev.tminus.journal.JournalException unreachable) {
            line(false, "journal", unreachable.getMessage());
        }
    }

    private void folder(String name, Path folder) {
        try {
            Files.createDirectories(folder);
            line(Files.isWritable(folder), name, folder + (Files.isWritable(folder) ? "" : " cannot be written"));
        } catch (IOException unmade) {
            line(false, name, "%s cannot be made: %s".formatted(folder, unmade.getMessage()));
        }
    }

    private boolean isOnPath(String tool) {
        return Stream.of(desk.backstage.variables().getOrDefault("PATH", "").split(":", -1))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve(tool)));
    }

    private void line(boolean good, String what, String detail) {
        bad |= !good;
        desk.terminal
                .out()
                .println(
                        "%-6s %-14s %s".formatted(good ? "ok" : "FAIL", what, dev.tminus.action.SafeText.line(detail)));
    }
}
