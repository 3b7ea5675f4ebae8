package dev.tminus.app.postgres.compare;

import dev.tminus.action.ActionContext;
import dev.tminus.action.Surroundings;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.Target;
import dev.tminus.app.postgres.database.TargetAddress;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.schema.SchemaPrint;
import dev.tminus.run.OutputRef;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The schema of each connection, as a fact that decides whether a rehearsal counts: what was rehearsed on another schema
 * proves little about this one.
 *
 * <p>Owners, privileges and the database's own settings are left out, because roles differ between environments. The value
 * is the digest of the fingerprint, whose lines are kept in the journal's store, so that differences can be listed.
 */
public final class SchemaSurroundings implements Surroundings {

    private static final String NOT_REACHED = "could not be looked at";

    @Override
    public Map<String, String> look(ActionContext context, Set<String> connections) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String name : connections) {
            facts.put("schema of " + name, schema(context, name));
        }
        return facts;
    }

    private static String schema(ActionContext context, String name) {
        Optional<Map<String, Object>> settings = context.connection(name);
        if (settings.isEmpty()) {
            return NOT_REACHED;
        }
        try (Connection connection = target(context, name, settings.get()).open()) {
            SchemaPrint print = SchemaPrint.of(connection).asCopied().withoutRights();
            int version = connection.getMetaData().getDatabaseMajorVersion();
            String text = "PostgreSQL %d\n%s\n".formatted(version, String.join("\n", print.lines()));
            return context.output()
                    .keep(context.masker().mask(text))
                    .map(OutputRef::sha256)
                    .orElse(print.digest());
        } catch (TargetRefused | SQLException unreachable) {
            context.output()
                    .show(context.masker()
                            .mask("schema of %s %s: %s%n".formatted(name, NOT_REACHED, unreachable.getMessage())));
            return NOT_REACHED;
        }
    }

    private static Target target(ActionContext context, String name, Map<String, Object> settings) {
        return new Target(
                TargetAddress.of(name, new Inputs(settings), new Inputs(Map.of())),
                Target.sessionName(context.run().value(), context.epoch()));
    }
}
