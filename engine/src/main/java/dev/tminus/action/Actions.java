package dev.tminus.action;

import dev.tminus.book.ActionType;
import dev.tminus.book.Environment;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The actions that can be performed here, by name. */
public final class Actions {

    private final Map<String, StepAction> byName = new LinkedHashMap<>();

    private final StandIns standIns;
    private final Surroundings surroundings;

    /** Where nothing can stand in for an action. */
    public Actions(Collection<? extends StepAction> actions) {
        this(actions, (type, executable) -> {
            throw new IllegalStateException("%s cannot stand in for %s: this program was built without stand-ins"
                    .formatted(executable, type.name()));
        });
    }

    public Actions(Collection<? extends StepAction> actions, StandIns standIns) {
        this(actions, standIns, Surroundings.NONE);
    }

    public Actions(Collection<? extends StepAction> actions, StandIns standIns, Surroundings surroundings) {
        this.standIns = standIns;
        this.surroundings = surroundings;
        for (StepAction action : actions) {
            if (byName.put(action.type().name(), action) != null) {
                throw new IllegalArgumentException(
                        "two actions are called '%s'".formatted(action.type().name()));
            }
        }
    }

    /** The action as steps of an environment get it: in rehearsals something else may stand in for it. */
    public Optional<StepAction> find(String name, Environment environment) {
        Optional<StepAction> action = Optional.ofNullable(byName.get(name));
        return environment
                .standIn(name)
                .flatMap(executable -> action.map(real -> standIns.of(real.type(), executable)))
                .or(() -> action);
    }

    /** What is looked at beside the runbook's text. */
    public Surroundings surroundings() {
        return surroundings;
    }

    public List<ActionType> types() {
        return byName.values().stream().map(StepAction::type).toList();
    }
}
