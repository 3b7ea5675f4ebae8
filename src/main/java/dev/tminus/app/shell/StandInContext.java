package dev.tminus.app.shell;

import dev.tminus.action.ActionContext;
import dev.tminus.action.ContextAround;
import java.util.Map;

/** A step's context with the inputs of the executable that stands in for its action. */
record StandInContext(ActionContext context, Map<String, Object> inputs) implements ContextAround {

    @Override
    public Map<String, Object> shownInputs() {
        return inputs;
    }
}
