package dev.tminus.app.aws;

import dev.tminus.app.ScriptedContext;
import dev.tminus.run.Outcome;
import dev.tminus.run.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/** Performs one action on the fake until it ends, each look by a process of its own, as the engine would. */
final class AwsRun {

    static final Pauses QUICK = new Pauses(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(2));

    final ScriptedContext context;
    private final Map<String, String> variables = new LinkedHashMap<>(FakeAws.CREDENTIALS);

    AwsRun(Path folder, String url) {
        this.context = new ScriptedContext(folder).of(new RunId("run-1"));
        variables.put("AWS_ENDPOINT_URL", url);
    }

    AwsRun with(String key, Object value) {
        context.with(key, value);
        return this;
    }

    AwsAccess access() {
        return new AwsAccess(variables, InstantSource.system(), QUICK);
    }

    AwsAction action(String name) {
        return AwsActions.all(access()).stream()
                .filter(action -> action.type().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Performs it, and looks after it where its end is unknown, until it is done, has failed or nobody can tell. */
    Outcome end(String name) throws InterruptedException {
        boolean unknown = false;
        for (int look = 0; look < 200; look++) {
            AwsAction action = action(name);
            Outcome outcome = unknown ? action.lookAfter(context) : action.perform(context);
            if (outcome instanceof Outcome.NotYet notYet) {
                context.earlier(notYet.progress());
            } else if (outcome instanceof Outcome.Unknown && !unknown) {
                unknown = true;
            } else if (outcome instanceof Outcome.Absent) {
                unknown = false;
                context.attempt(context.attempt() + 1).earlier(dev.tminus.book.Values.NONE);
            } else {
                return outcome;
            }
        }
        throw new AssertionError(name + " does not end; its last look: " + context.earlier());
    }
}
