package dev.tminus.engine;

import dev.tminus.book.ExpressionException;
import dev.tminus.book.Plan;
import dev.tminus.book.Template;
import dev.tminus.book.Values;
import dev.tminus.run.RunState;
import dev.tminus.run.Scopes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The vars of a run that can be worked out at its start; they are fixed from then on. */
final class FixedVars {

    private FixedVars() {}

    static Values of(Plan plan, RunState state, Instant now) {
        Map<String, Template> all = new LinkedHashMap<>(plan.runbook().vars());
        all.putAll(plan.environment().vars());
        Map<String, Object> fixed = new LinkedHashMap<>();
        all.forEach((name, template) -> {
            try {
                fixed.put(name, template.resolve(Scopes.of(plan, state, now)));
            } catch (ExpressionException later) {
                fixed.remove(name);
            }
        });
        return new Values(fixed);
    }
}
