package dev.tminus.app.postgres.migrate;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetAddress;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.watch.Enforcement;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What a {@code pg.migrate} step asks for. */
record MigrateRequest(
        String tool,
        Path directory,
        String schema,
        LockPatience patience,
        Enforcement contract,
        boolean dropInvalidIndex,
        Resolve resolve) {

    /** Whether what an earlier attempt left open is resolved by the step itself. */
    enum Resolve {
        ASK,
        PROVEN
    }

    static MigrateRequest of(ActionContext context) {
        Inputs inputs = new Inputs(context.inputs());
        TargetAddress address = Target.of(context).address();
        Path directory = context.folder()
                .resolve(inputs.text("dir")
                        .orElseThrow(() -> new TargetRefused("dir is missing; name the folder with the migrations.")));
        // The session's own setting would be lost: a migrator sets it anew for each try.
        Duration lockTimeout = Optional.ofNullable(address.session().get("lock_timeout"))
                .map(millis -> Duration.ofMillis(Long.parseLong(millis)))
                .orElse(Duration.ZERO);
        Inputs retry = inputs.mapping("retry_on_lock_timeout");
        LockPatience patience = patience(lockTimeout, retry);
        return new MigrateRequest(
                inputs.text("tool").orElse("prisma"),
                directory,
                address.schema(),
                patience,
                Enforcement.of(inputs),
                inputs.flag("drop_invalid_index"),
                resolve(inputs.text("resolve").orElse("ask")));
    }

    private static Resolve resolve(String word) {
        return switch (word) {
            case "ask" -> Resolve.ASK;
            case "proven" -> Resolve.PROVEN;
            default -> throw new TargetRefused("resolve must be ask or proven, was '%s'.".formatted(word));
        };
    }

    private static LockPatience patience(Duration lockTimeout, Inputs retry) {
        try {
            return new LockPatience(
                    lockTimeout,
                    Math.toIntExact(retry.number("times").orElse(0L)),
                    retry.duration("delay").orElse(Duration.ofSeconds(10)));
        } catch (IllegalArgumentException | ArithmeticException outOfRange) {
            throw new TargetRefused("retry_on_lock_timeout: %s.".formatted(outOfRange.getMessage()), outOfRange);
        }
    }

    boolean prisma() {
        return tool.equals("prisma");
    }

    List<Migration> migrations() {
        return prisma() ? PrismaDirectory.read(directory) : SqlDirectory.read(directory);
    }

    /** True where the statements of a migration are one transaction: all of them or none. */
    boolean together(Migration migration) {
        if (!prisma()) {
            return SqlDirectory.oneTransaction(migration);
        }
        return switch (Sending.prisma(migration.script()).manner()) {
            case ONE_TRANSACTION -> true;
            case WHOLE -> ScriptRun.left(migration) == MigrationReport.Left.NOTHING;
            case EACH_ALONE -> false;
        };
    }

    Migrator migrator(InstantSource clock) {
        return switch (tool) {
            case "prisma" -> new PrismaMigrator(directory, schema, clock);
            case "sql" -> new SqlMigrator(directory, schema, clock);
            default -> throw new TargetRefused("tool must be prisma or sql, was '%s'.".formatted(tool));
        };
    }
}
