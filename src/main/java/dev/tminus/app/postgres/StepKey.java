package dev.tminus.app.postgres;

import dev.tminus.action.ActionContext;

/** One attempt of one step of one run. */
record StepKey(String run, String step, int attempt) {

    static StepKey of(ActionContext context) {
        return new StepKey(context.run().value(), context.step(), context.attempt());
    }
}
