package dev.tminus.bench;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.book.ActionType;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Does nothing, so that what is left is the price of the journal; remembers when it was last asked to. */
final class Nothing implements StepAction {
    private static final ActionType TYPE = new ActionType(
            "bench.nothing",
            "Does nothing.",
            Optional.empty(),
            List.of(),
            List.of(),
            Map.of(),
            ActionType.Repeat.SAFE,
            ActionType.DryRun.PRINT,
            Optional.empty(),
            "bench.nothing: {}");

    final AtomicLong lastBegun = new AtomicLong();

    @Override
    public ActionType type() {
        return TYPE;
    }

    @Override
    public Outcome perform(ActionContext context) {
        lastBegun.set(System.nanoTime());
        return Outcome.Done.of(Values.NONE);
    }
}
