package dev.tminus.app.postgres.backup;

import static dev.tminus.app.postgres.database.TargetKeys.TEXT;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.book.ActionType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What the actions on backups share: where files lie, which programs are used, how much is shown. */
final class Backups {

    static final ActionType.Key PROGRAMS = ActionType.Key.optional(
            "programs",
            TEXT,
            "The folder of PostgreSQL's client programs, if not those on PATH. Example: programs: /usr/lib/postgresql/15/bin");

    private static final int MOST_SHOWN = 20;

    private Backups() {}

    static Path file(ActionContext context, String name) {
        return context.folder().resolve(name).normalize();
    }

    static Dump dump(ActionContext context, Target target) {
        Consumer<String> show = line -> context.output().show(context.masker().mask(line + "\n"));
        return new Dump(programs(context, target), show);
    }

    static ClientPrograms programs(ActionContext context, Target target) {
        return new ClientPrograms(
                new Inputs(context.inputs())
                        .text("programs")
                        .map(folder -> context.folder().resolve(folder)),
                target.address().environment(target.sessionName()));
    }

    /** The name of a database that belongs to this attempt. */
    static String scratchName(ActionContext context, String purpose) {
        String run = context.run().value().replaceAll("[^A-Za-z0-9]", "_").toLowerCase(Locale.ROOT);
        return "tminus_%s_%s_%d".formatted(purpose, run, context.attempt());
    }

    /** Differences as one sentence; the first of them, where there are many. */
    static String told(List<String> differences) {
        String first = String.join("; ", differences.subList(0, Math.min(MOST_SHOWN, differences.size())));
        return differences.size() > MOST_SHOWN
                ? first + "; and %d more".formatted(differences.size() - MOST_SHOWN)
                : first;
    }
}
