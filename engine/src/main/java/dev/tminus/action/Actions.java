package dev.tminus.action;

import dev.tminus.book.ActionType;
import dev.tminus.book.Environment;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The actions that can be performed here, by name. */
public final class Actions {

    private final Map<String, StepAction> byName = new LinkedHashMap<>();

    private final StandIns standIns;
    private final Surroundings surroundings;
    private final Copies copies;
    private final UnaryOperator<StepAction> around;

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
        this(actions, standIns, surroundings, Copies.NONE, UnaryOperator.identity());
    }

    private Actions(
            Collection<? extends StepAction> actions,
            StandIns standIns,
            Surroundings surroundings,
            Copies copies,
            UnaryOperator<StepAction> around) {
        this.standIns = standIns;
        this.surroundings = surroundings;
        this.copies = copies;
        this.around = around;
        for (StepAction action : actions) {
            if (byName.put(action.type().name(), action) != null) {
                throw new IllegalArgumentException(
                        "two actions are called '%s'".formatted(action.type().name()));
            }
        }
    }

    /** The same, with copies of databases to try ways back on. */
    public Actions copying(Copies with) {
        return new Actions(byName.values(), standIns, surroundings, with, around);
    }

    /** The same, each action wrapped as it is found. */
    public Actions wrapped(UnaryOperator<StepAction> with) {
        return new Actions(byName.values(), standIns, surroundings, copies, with);
    }

    /** The action as steps of an environment get it: in rehearsals something else may stand in for it. */
    public Optional<StepAction> find(String name, Environment environment) {
        return unwrapped(name, environment).map(around);
    }

    private Optional<StepAction> unwrapped(String name, Environment environment) {
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

    public Copies copies() {
        return copies;
    }

    public List<ActionType> types() {
        return byName.values().stream().map(StepAction::type).toList();
    }
}
