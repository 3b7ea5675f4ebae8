package dev.tminus.run;

import dev.tminus.book.Choice;
import dev.tminus.book.Phase;
import dev.tminus.book.Scenario;
import dev.tminus.book.Silence;
import dev.tminus.book.Step;
import java.util.List;
import java.util.Optional;

/**
 * A step where it stands in a run.
 *
 * @param key its name in the journal
 * @param parent the loop, group call or list of steps around it
 */
public record Place(Step step, String key, Frame frame, Optional<Place> parent, Home home) {

    /** What a step belongs to. */
    public sealed interface Home {
        /** A phase. */
        record InPhase(Phase phase) implements Home {}

        /** A scenario; {@code before} its undo or after. */
        record InScenario(Scenario scenario, boolean before) implements Home {}

        /** The undo of another step. */
        record UndoOf(Place owner) implements Home {}

        /** The probe of another step. */
        record ProbeOf(Place owner) implements Home {}
    }

    /** Whether it still stands for all iterations of its loop. */
    boolean isLoop() {
        return step.loop().isPresent();
    }

    /** Whether it is one round of a loop. */
    boolean isIteration() {
        return parent.map(Place::isLoop).orElse(false);
    }

    /** Whether it holds other steps, as a loop, a list or a group call. */
    boolean holdsSteps() {
        return isLoop() || step.holdsSteps();
    }

    /** The id of the scenario it belongs to, if any. */
    Optional<String> scenario() {
        if (home instanceof Home.InScenario in) {
            return Optional.of(in.scenario().id());
        }
        if (home instanceof Home.UndoOf undo) {
            return undo.owner().scenario();
        }
        return home instanceof Home.ProbeOf probe ? probe.owner().scenario() : Optional.empty();
    }

    /** The phase it belongs to, if any. */
    public Optional<Phase> phase() {
        return home instanceof Home.InPhase in ? Optional.of(in.phase()) : Optional.empty();
    }

    /** Roles that answer for it: its own, else those of what is around it. */
    public List<String> by() {
        if (!step.by().isEmpty()) {
            return step.by();
        }
        if (parent.isPresent()) {
            return parent.get().by();
        }
        if (home instanceof Home.UndoOf undo) {
            return undo.owner().by();
        }
        return phase().map(Phase::by).orElse(List.of());
    }

    /** Where its failure leads: what it says, else what is around it says, else a person is asked. */
    public Choice onFailure() {
        Optional<Choice> own = step.failure().onFailure();
        if (own.isPresent()) {
            return own.get();
        }
        if (parent.isPresent()) {
            return parent.get().onFailure();
        }
        return phase().flatMap(Phase::onFailure).orElseGet(Choice.StopAndAsk::new);
    }

    /** What happens while people are silent: what it says, else what is around it says. */
    Optional<Silence> silence() {
        Optional<Silence> own = step.timing().silence();
        return own.isPresent() ? own : parent.flatMap(Place::silence);
    }

    /** The place of the n-th step of its undo, from 1. */
    public Place undo(int n) {
        return new Place(
                step.effect().undo().get(n - 1),
                "%s~undo[%d]".formatted(key, n),
                frame,
                Optional.empty(),
                new Home.UndoOf(this));
    }

    /** The place of its probe before that attempt. */
    Optional<Place> probe(int attempt) {
        return step.probe()
                .map(probe -> new Place(
                        probe,
                        "%s~probe[%d]".formatted(key, attempt),
                        frame,
                        Optional.empty(),
                        new Home.ProbeOf(this)));
    }
}
