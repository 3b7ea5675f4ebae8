package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Choice;
import dev.tminus.book.Scope;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import dev.tminus.book.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What follows when a step has done its work: captures, fixed undo, where the run goes. */
final class Success {

    private Success() {}

    /** The events of a step that ends well without an action outside. */
    static List<RunEvent> of(Moment moment, Place place, Values result, Optional<Choice> choice) {
        return of(moment, place, Outcome.Done.of(result), Values.NONE, choice);
    }

    /** The events of a step that ends well; captures given win over none. */
    static List<RunEvent> of(Moment moment, Place place, Outcome.Done done, Values captures, Optional<Choice> choice) {
        RunEvent.StepSucceeded ended = new RunEvent.StepSucceeded(
                moment.now(),
                place.key(),
                moment.state(place).attempt().number(),
                done.result(),
                captures,
                Values.NONE,
                done.output(),
                done.created());
        List<RunEvent> events = new ArrayList<>();
        events.add(ended.with(undo(moment, place, ended)));
        choice.or(() -> then(place)).ifPresent(next -> events.addAll(Jumps.follow(moment, place, next)));
        return events;
    }

    /** Where the step leads; a loop once all its iterations are through, not each of them. */
    static Optional<Choice> then(Place place) {
        return place.isIteration() ? Optional.empty() : place.step().then();
    }

    /**
     * The inputs of the undo, fixed now from all that is known once the step has ended so: by position, so that an undo
     * without inputs is known too.
     */
    static Values undo(Moment moment, Place place, RunEvent ended) {
        List<Step> undo = place.step().effect().undo();
        if (place.isLoop() || undo.isEmpty()) {
            return Values.NONE;
        }
        Scope after = new Moment(moment.plan(), moment.run().after(ended), moment.now()).scope(place);
        Map<String, Object> fixed = new LinkedHashMap<>();
        for (int i = 0; i < undo.size(); i++) {
            Map<String, Object> inputs = new LinkedHashMap<>();
            if (undo.get(i).action() instanceof Action.Perform perform) {
                for (Map.Entry<String, Template> input : perform.inputs().entrySet()) {
                    inputs.put(input.getKey(), input.getValue().resolve(after));
                }
            }
            fixed.put(String.valueOf(i + 1), inputs);
        }
        return new Values(fixed);
    }
}
