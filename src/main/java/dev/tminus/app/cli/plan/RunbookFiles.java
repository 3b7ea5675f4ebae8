package dev.tminus.app.cli.plan;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.book.Problem;
import dev.tminus.book.Runbook;
import dev.tminus.reader.Profile;
import dev.tminus.reader.Reading;
import java.nio.file.Path;

/** Reads the runbook a command is about; what is wrong with it is shown in full. */
public final class RunbookFiles {

    private RunbookFiles() {}

    public static Runbook read(Desk desk, Path file) {
        Reading reading = desk.backstage.reader(Profile.TEAM).read(file);
        return reading.runbook().orElseThrow(() -> {
            desk.terminal.err().print(reading.report());
            long errors = reading.problems().stream()
                    .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                    .count();
            return Refusal.usage("%s has %d %s; nothing was started. Check it with: tminus validate %s"
                    .formatted(file, errors, errors == 1 ? "error" : "errors", file));
        });
    }

    /** Where relative paths of the runbook begin. */
    public static Path folder(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? Path.of("/") : parent;
    }
}
