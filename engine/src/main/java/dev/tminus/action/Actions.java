package dev.tminus.action;

import dev.tminus.book.ActionType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The actions that can be performed here, by name. */
public final class Actions {

    private final Map<String, StepAction> byName = new LinkedHashMap<>();

    public Actions(Collection<? extends StepAction> actions) {
        for (StepAction action : actions) {
            if (byName.put(action.type().name(), action) != null) {
                throw new IllegalArgumentException(
                        "two actions are called '%s'".formatted(action.type().name()));
            }
        }
    }

    public Optional<StepAction> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public List<ActionType> types() {
        return byName.values().stream().map(StepAction::type).toList();
    }
}
