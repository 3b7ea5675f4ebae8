package dev.tminus.app.postgres.rollback;

import dev.tminus.action.ActionContext;
import dev.tminus.action.ContextAround;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a step of a way back is given, with a copy in place of its database.
 *
 * @param epoch of the engine that drives the run: on the copy nothing newer was at work
 * @param database the name of the copy
 * @param privateFolder in place of the run's own
 */
record CopyContext(ActionContext context, long epoch, String database, Path privateFolder) implements ContextAround {

    @Override
    public Optional<Map<String, Object>> connection(String name) {
        return context.connection(name).map(settings -> {
            Map<String, Object> copy = new LinkedHashMap<>(settings);
            copy.put("dbname", database);
            return copy;
        });
    }

    /** The same step given something else. */
    record Given(ActionContext context, Map<String, Object> inputs) implements ContextAround {}
}
