package dev.tminus.app.postgres.rollback;

import dev.tminus.action.ActionContext;
import dev.tminus.action.Copies;
import dev.tminus.app.postgres.backup.Contents;
import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.sql.SqlReading;
import dev.tminus.book.Values;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Copies of PostgreSQL databases on their own server: {@code CREATE DATABASE ... TEMPLATE}. */
public final class DatabaseCopies implements Copies {

    /** So much is read and copied in seconds. */
    private static final long CHEAP_BYTES = 256L << 20;

    /** Actions that change what lies in the one database they name. */
    private static final Set<String> CHANGING = Set.of("sql", "pg.migrate", "pg.cleanup");

    private static final Set<String> ELSEWHERE = Set.of("host", "port", "dbname");

    @Override
    public boolean covers(String action, Values inputs) {
        return CHANGING.contains(action)
                && isAtConnection(inputs.map())
                && (!action.equals("sql") || SqlReading.leavesSomething(inputs));
    }

    /** A step that names another host or database works on one that nobody declared, and perhaps made only now. */
    static boolean isAtConnection(Map<String, Object> inputs) {
        return inputs.containsKey("db") && inputs.keySet().stream().noneMatch(ELSEWHERE::contains);
    }

    /** A step at another database of the server that a connection names. */
    static boolean isOnServerOfConnection(Map<String, Object> inputs) {
        return inputs.containsKey("db") && !inputs.containsKey("host") && !inputs.containsKey("port");
    }

    @Override
    public Optional<String> costs(ActionContext context) {
        try (Connection connection = target(context).open();
                Statement statement = connection.createStatement();
                ResultSet size = statement.executeQuery("select pg_database_size(current_database())")) {
            size.next();
            long bytes = size.getLong(1);
            return bytes <= CHEAP_BYTES
                    ? Optional.empty()
                    : Optional.of("%s holds %d MB, and ways back are tried without being asked for up to %d MB"
                            .formatted(target(context), bytes >> 20, CHEAP_BYTES >> 20));
        } catch (SQLException | TargetRefused silent) {
            // Whoever looks at it next says why it cannot be.
            return Optional.empty();
        }
    }

    @Override
    public void note(ActionContext context, Path folder) {
        Target target = target(context);
        new Noted(folder, target).keep(context.step(), contents(context, target));
    }

    @Override
    public Difference changes(ActionContext context, Path folder) {
        Target target = target(context);
        return new Noted(folder, target).sinceStep(context.step(), contents(context, target));
    }

    @Override
    public Difference changesSinceStart(ActionContext context, Path folder) {
        Target target = target(context);
        return new Noted(folder, target).sinceStart(contents(context, target));
    }

    /** What lies there now. */
    static Contents contents(ActionContext context, Target target) {
        try (Connection connection = target.open()) {
            return Contents.of(connection, context.startedAt());
        } catch (SQLException failed) {
            throw new Refused(
                    context.masker()
                            .mask("%s cannot be read whole: %s".formatted(target, ServerError.sentence(failed))),
                    failed);
        } catch (TargetRefused refused) {
            throw new Refused(context.masker().mask(String.valueOf(refused.getMessage())), refused);
        }
    }

    static Target target(ActionContext context) {
        try {
            return Target.of(context);
        } catch (TargetRefused refused) {
            throw new Refused(context.masker().mask(String.valueOf(refused.getMessage())), refused);
        }
    }

    @Override
    public String did(ActionContext context) {
        List<dev.tminus.app.postgres.grammar.Statement> statements = SqlReading.statements(context);
        return statements.isEmpty()
                ? applied(context)
                : statements.stream().map(DatabaseCopies::did).distinct().collect(Collectors.joining(", "));
    }

    private static String did(dev.tminus.app.postgres.grammar.Statement statement) {
        boolean adds = statement.tree().is("AlterEnumStmt") && !statement.tree().has("oldVal");
        return adds ? "ALTER TYPE ADD VALUE" : statement.tag();
    }

    private static String applied(ActionContext context) {
        Object applied = context.resultOf(context.step())
                .map(result -> result.map().get("applied"))
                .orElse(List.of());
        return applied instanceof List<?> list
                ? list.stream()
                        .filter(Map.class::isInstance)
                        .map(one -> String.valueOf(((Map<?, ?>) one).get("name")))
                        .collect(Collectors.joining(", "))
                : "";
    }

    @Override
    public Trial begin(ActionContext context, Path folder) {
        CopyTrial trial = new CopyTrial(context, folder);
        try {
            trial.copy(target(context));
            return trial;
        } catch (SQLException | TargetRefused failed) {
            trial.close();
            String why = failed instanceof SQLException broken
                    ? ServerError.sentence(broken)
                    : String.valueOf(failed.getMessage());
            throw new Refused(context.masker().mask("The database cannot be copied: %s".formatted(why)), failed);
        }
    }
}
