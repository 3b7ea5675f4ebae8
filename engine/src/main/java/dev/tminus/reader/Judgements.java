package dev.tminus.reader;

import dev.tminus.book.Expression;
import dev.tminus.book.Silence;
import dev.tminus.book.Step;
import dev.tminus.book.Template;
import dev.tminus.book.Type;
import dev.tminus.reader.Node.Scalar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds what is said about a step's course: how long, how often, what is good, what follows a failure. */
final class Judgements {
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofSeconds(10);

    private final Context context;

    Judgements(Context context) {
        this.context = context;
    }

    Step.Timing timing(View view, Spot spot, Spot after) {
        return new Step.Timing(
                context.template(view, "estimate", Forms.DURATION, spot),
                context.template(view, "timeout", Forms.DURATION, spot),
                view.view("poll").map(poll -> poll(poll, spot, after)),
                silence(view, spot));
    }

    /** What the {@code if_silent} of a step, an approval or a decision says. */
    Optional<Silence> silence(View holder, Spot spot) {
        return holder.view("if_silent")
                .map(rule -> new Silence(
                        context.template(rule, "after", Forms.DURATION, spot).orElse(StepBuilder.nothing()),
                        rule.texts("escalate")));
    }

    private Step.Poll poll(View poll, Spot spot, Spot after) {
        return new Step.Poll(
                context.template(poll, "every", Forms.DURATION, spot).orElse(StepBuilder.nothing()),
                ActionBuilder.condition(context, poll, "until", after),
                Math.max(1, poll.integer("in_a_row", 1)),
                context.template(poll, "for", Forms.DURATION, spot),
                ActionBuilder.condition(context, poll, "hold", after),
                ActionBuilder.condition(context, poll, "fail_if", after),
                poll.text("tolerate"));
    }

    Step.Judgement judgement(View view, Spot after) {
        return new Step.Judgement(
                conditions(view, "expect", after),
                captures(view, "capture", after),
                captures(view, "capture_secret", after),
                StepBuilder.evidence(view),
                view.text("attach"),
                context.template(view, "confirm", Forms.TEXT, after));
    }

    List<Expression> conditions(View view, String key, Spot spot) {
        List<Expression> conditions = new ArrayList<>();
        for (Scalar scalar : view.scalars(key)) {
            context.expressions()
                    .expression(scalar, spot.names(), spot.reader(false), Type.Simple.BOOL)
                    .ifPresent(conditions::add);
        }
        return conditions;
    }

    private Map<String, Expression> captures(View view, String key, Spot after) {
        Map<String, Expression> captures = new LinkedHashMap<>();
        view.entries(key).forEach((name, entry) -> {
            if (entry.value() instanceof Scalar scalar && !scalar.absent()) {
                context.expressions()
                        .expression(scalar, after.names(), after.reader(false), Type.Simple.DYNAMIC)
                        .ifPresent(expression -> captures.put(name, expression));
            }
        });
        return captures;
    }

    Step.Failure failure(View view, Spot spot) {
        Optional<Step.Retry> retry = view.view("retry")
                .map(again -> new Step.Retry(
                        again.integer("times", 1),
                        context.template(again, "delay", Forms.DURATION, spot).orElse(Template.of(BETWEEN_ATTEMPTS)),
                        again.scalar("backoff")
                                .map(Scalar::value)
                                .filter(Number.class::isInstance)
                                .map(value -> ((Number) value).doubleValue())
                                .orElse(1.0)));
        return new Step.Failure(retry, context.jumps().choice(view.scalar("on_failure"), spot.home(), spot.item()));
    }
}
