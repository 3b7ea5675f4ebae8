package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetAddress;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.database.TargetUrl;
import dev.tminus.app.postgres.migrate.MigrationLook.Attempt;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Answers {@code prisma migrate status} and {@code resolve} from the database's own records, in the words of the Prisma
 * CLI and with its exit codes, for machines that have no Node.js.
 *
 * <p>With {@code --plain} it does the same for a directory of plain SQL files, whose records are our own. One answer
 * differs: a migration that was rolled back and not applied again is pending here, where Prisma says that the
 * schema is up to date.
 */
public final class PrismaStatus {

    private final Map<String, String> environment;
    private final PrintWriter out;
    private final PrintWriter err;

    public PrismaStatus(Map<String, String> environment, PrintWriter out, PrintWriter err) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.err = err;
    }

    /** Arguments are {@code status} or {@code resolve}, {@code --migrations DIR}, then Prisma's own; returns the exit code. */
    public int run(List<String> arguments) {
        try {
            boolean plain = arguments.size() >= 3 && arguments.get(1).equals("--plain");
            if (arguments.size() >= 3 && (plain || arguments.get(1).equals("--migrations"))) {
                String url = url();
                Target target = target(url);
                Path directory = Path.of(arguments.get(2));
                Migrator migrator = plain
                        ? new SqlMigrator(directory, schema(url), InstantSource.system())
                        : new PrismaMigrator(directory, schema(url), InstantSource.system());
                try (Connection connection = target.open(Target.Mode.SCRIPTS)) {
                    return answer(connection, migrator, target.address(), arguments);
                }
            }
            return mistake(
                    "usage: prisma-status status|resolve --migrations DIR (or --plain DIR of SQL files) [--applied|--rolled-back NAME]");
        } catch (MigrationRefused refused) {
            return mistake("Error: " + refused.code() + "\n\n" + refused.getMessage());
        } catch (TargetRefused refused) {
            return mistake("Error: P1001\n\n" + refused.getMessage());
        } catch (SQLException failed) {
            return mistake("Error: " + failed.getMessage());
        } catch (IllegalArgumentException mistaken) {
            return mistake("Error: " + mistaken.getMessage());
        }
    }

    private int answer(Connection connection, Migrator migrator, TargetAddress address, List<String> arguments)
            throws SQLException {
        out.printf(
                "Datasource \"db\": PostgreSQL database \"%s\", schema \"%s\" at \"%s\"%n%n",
                address.dbname(), schema(url()), address.place());
        if (arguments.get(0).equals("status") && arguments.size() == 3) {
            return status(migrator.look(connection));
        }
        if (arguments.get(0).equals("resolve") && arguments.size() == 5) {
            return resolve(connection, migrator, arguments.get(3), arguments.get(4));
        }
        return mistake("prisma-status does not know '%s'".formatted(String.join(" ", arguments)));
    }

    private int status(MigrationLook look) {
        int known = look.applied().size()
                + look.pending().size()
                + (int) look.unfinished().stream().map(Attempt::name).distinct().count();
        out.printf("%d migration%s found in prisma/migrations%n", known, known == 1 ? "" : "s");
        if (!look.unfinished().isEmpty()) {
            return failed(look.unfinished());
        }
        if (!look.pending().isEmpty()) {
            out.println("Following migration have not yet been applied:");
            look.pending().forEach(migration -> out.println(migration.name()));
            out.printf("%nTo apply migrations in production run prisma migrate deploy.%n");
            out.flush();
            return 1;
        }
        out.printf("%nDatabase schema is up to date!%n");
        out.flush();
        return 0;
    }

    /** On standard error, as the Prisma CLI has it. */
    private int failed(List<Attempt> attempts) {
        out.flush();
        err.println("Following migration have failed:");
        attempts.forEach(attempt -> err.println(attempt.name()));
        String name = attempts.get(0).name();
        err.printf("%nThe failed migration(s) can be marked as rolled back or applied:%n%n");
        err.printf(
                "- If you rolled back the migration(s) manually:%nprisma migrate resolve --rolled-back \"%s\"%n%n",
                name);
        err.printf("- If you fixed the database manually (hotfix):%nprisma migrate resolve --applied \"%s\"%n", name);
        err.flush();
        return 1;
    }

    private int resolve(Connection connection, Migrator migrator, String option, String name) throws SQLException {
        switch (option) {
            case "--applied" -> migrator.resolve(connection, name, Migrator.Resolution.APPLIED);
            case "--rolled-back" -> migrator.resolve(connection, name, Migrator.Resolution.ROLLED_BACK);
            default ->
                throw new IllegalArgumentException(
                        "resolve takes --applied or --rolled-back, not '%s'".formatted(option));
        }
        out.printf("Migration %s marked as %s.%n", name, option.substring(2).replace('-', ' '));
        out.flush();
        return 0;
    }

    private int mistake(String message) {
        out.flush();
        err.println(message);
        err.flush();
        return 1;
    }

    private String url() {
        String url = environment.getOrDefault("DATABASE_URL", "");
        if (url.isBlank()) {
            throw new TargetRefused(
                    "DATABASE_URL is not set; it looks like postgresql://user:password@host:5432/database.");
        }
        return url;
    }

    private static Target target(String url) {
        TargetAddress address = TargetAddress.of("DATABASE_URL", new Inputs(Map.of("url", url)), new Inputs(Map.of()));
        return new Target(address, "tminus prisma-status");
    }

    private static String schema(String url) {
        return TargetUrl.parse("DATABASE_URL", url).getOrDefault("schema", "public");
    }
}
