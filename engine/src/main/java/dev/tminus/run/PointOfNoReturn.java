package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Choice;
import java.util.Optional;

/** Whether the run is past a point after which going back loses something. */
final class PointOfNoReturn {

    private PointOfNoReturn() {}

    /** The last such step that succeeded; a decision counts only when its choice went forward. */
    static Optional<Place> passed(Moment moment) {
        return Places.all(moment.plan(), moment.run())
                .filter(place -> place.step().effect().pointOfNoReturn().isPresent())
                .filter(place -> moment.state(place).is(StepStatus.DONE) && wentForward(moment, place))
                .reduce((earlier, later) -> later);
    }

    private static boolean wentForward(Moment moment, Place place) {
        if (!(place.step().action() instanceof Action.Decide decide)) {
            return true;
        }
        Optional<Object> option = moment.state(place).product().result().find("option");
        Choice choice =
                option.map(name -> decide.options().get(String.valueOf(name))).orElseGet(Choice.Continue::new);
        return choice instanceof Choice.Continue || choice instanceof Choice.Jump;
    }
}
