package dev.tminus.app.report;

import dev.tminus.run.OutputRef;
import dev.tminus.run.StepState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a step was given and what it brought forth, as far as a reader needs it. */
record Detail(List<Fact> facts, Optional<OutputRef> output) {

    private static final int LONGEST = 2_000;

    /** One value with its name. */
    record Fact(String name, String value) {}

    Detail {
        facts = List.copyOf(facts);
    }

    static Detail of(StepState step) {
        List<Fact> facts = new ArrayList<>();
        step.attempt().inputs().map().forEach((name, value) -> add(facts, "given " + name, value));
        step.product().result().map().forEach((name, value) -> {
            // Output stands below, whole lines of it.
            boolean below = name.equals("output") && step.product().output().isPresent();
            if (!below && !Statements.isShownApart(name, value)) {
                add(facts, name, Statements.without(value));
            }
        });
        step.product().captures().map().forEach((name, value) -> add(facts, "captured " + name, value));
        return new Detail(facts, step.product().output().filter(output -> output.size() > 0));
    }

    private static void add(List<Fact> facts, String name, Object value) {
        facts.add(new Fact(name, Words.cut(Words.value(value), LONGEST)));
    }

    boolean isEmpty() {
        return facts.isEmpty() && output.isEmpty();
    }
}
