package dev.tminus.reader;

import dev.tminus.book.Environment;
import dev.tminus.book.Runbook;
import dev.tminus.reader.Node.Entry;
import dev.tminus.reader.Node.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What experience says of migrations in production: a backup before, a rehearsal, a window. */
final class MigrationAdvice {

    private static final String MIGRATE = "pg.migrate";

    private static final Pattern BACKUP = Pattern.compile(
            "backup|snapshot|pg_dump|pg\\.dump|pgbackrest|basebackup|wal-g|barman", Pattern.CASE_INSENSITIVE);

    private final View root;
    private final Problems problems;

    private MigrationAdvice(View root, Problems problems) {
        this.root = root;
        this.problems = problems;
    }

    static void give(Runbook runbook, Mapping root, Problems problems) {
        List<Environment> productions = runbook.environments().values().stream()
                .filter(MigrationAdvice::isProduction)
                .toList();
        if (!productions.isEmpty()) {
            new MigrationAdvice(new View(root), problems).look(productions);
        }
    }

    /** What is no rehearsal may still be a developer's own database; the name tells them apart. */
    private static boolean isProduction(Environment environment) {
        String name = environment.name().toLowerCase(Locale.ROOT);
        return !environment.rehearsal() && (name.contains("prod") || name.contains("live"));
    }

    private void look(List<Environment> productions) {
        boolean saved = false;
        for (Mapping phase : root.mappings("phases")) {
            for (Mapping step : flat(new View(phase))) {
                Optional<Entry> migrate = Optional.ofNullable(step.entries().get(MIGRATE));
                if (migrate.isPresent()) {
                    if (!saved) {
                        withoutBackup(migrate.get());
                    }
                    withoutWindow(new View(phase), migrate.get());
                    withoutRehearsal(productions);
                    return;
                }
                saved |= BACKUP.matcher(text(step)).find();
            }
        }
    }

    private void withoutBackup(Entry migrate) {
        problems.add(
                migrate.key().place(),
                Code.TM510,
                "production is migrated and no step before it makes a backup",
                "add a step that makes a backup or a snapshot, and one that proves it can be restored");
    }

    private void withoutWindow(View phase, Entry migrate) {
        if (!phase.has("window")) {
            problems.add(
                    migrate.key().place(),
                    Code.TM512,
                    "production is migrated in a phase that begins at any time",
                    "write window: required in its phase, and plan the run for a time of low traffic");
        }
    }

    private void withoutRehearsal(List<Environment> productions) {
        for (Environment environment : productions) {
            Optional<Entry> entry =
                    Optional.ofNullable(root.entries("environments").get(environment.name()));
            if (environment.policy().rehearsed().isEmpty() && entry.isPresent()) {
                problems.add(
                        entry.get().key().place(),
                        Code.TM511,
                        "environment %s is migrated without a rehearsal before it".formatted(environment.name()),
                        "add policy: { rehearsed: { within: 14d, in: staging } }");
            }
        }
    }

    /** Steps in the order they run, those inside `steps` in their place. */
    private static List<Mapping> flat(View holder) {
        List<Mapping> all = new ArrayList<>();
        for (Mapping step : holder.mappings("steps")) {
            List<Mapping> inner = flat(new View(step));
            if (inner.isEmpty()) {
                all.add(step);
            } else {
                all.addAll(inner);
            }
        }
        return all;
    }

    private static String text(Mapping step) {
        return step.source().text().substring(step.start(), step.end());
    }
}
