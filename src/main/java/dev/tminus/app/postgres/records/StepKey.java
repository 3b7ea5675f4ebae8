package dev.tminus.app.postgres.records;

import dev.tminus.action.ActionContext;

/** One attempt of one step of one run. */
public record StepKey(String run, String step, int attempt) {

    public static StepKey of(ActionContext context) {
        return new StepKey(context.run().value(), context.step(), context.attempt());
    }
}
