package dev.tminus.run;

import dev.tminus.book.Action;
import dev.tminus.book.Expression;
import dev.tminus.book.Group;
import dev.tminus.book.Step;
import dev.tminus.book.Values;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which later steps read what a step will not give, because a person went over it. */
final class LostValues {

    private LostValues() {}

    /** A sentence for each reader, with what to give. */
    static List<String> of(Moment moment, Place gone, Values given) {
        List<String> notes = new ArrayList<>();
        Places.all(moment.plan(), moment.run())
                .filter(place ->
                        !moment.state(place).isSettled() && !place.key().equals(gone.key()))
                .forEach(place -> lost(moment, place, gone, given)
                        .ifPresent(path ->
                                notes.add("%s reads steps.%s.%s and loses its meaning; give the value with --set %s=..."
                                        .formatted(place.key(), gone.step().id(), path, given(path)))));
        return notes;
    }

    private static String given(String path) {
        return path.equals("result") ? "result.NAME" : path;
    }

    private static Optional<String> lost(Moment moment, Place place, Place gone, Values given) {
        Set<String> paths = new LinkedHashSet<>();
        if (place.frame().key(gone.step().id()).equals(gone.key())) {
            paths.addAll(Reading.of(place.step()));
        }
        if (gone.frame().prefix().equals(place.key() + "/")) {
            paths.addAll(outputs(moment, place.step()));
        }
        String prefix = "steps." + gone.step().id() + ".";
        return paths.stream()
                .filter(path -> path.startsWith(prefix))
                .map(path -> path.substring(prefix.length()))
                .filter(path -> !path.equals("state") && !Given.has(given, path))
                .findFirst();
    }

    /** What the outputs of the group that a step calls read of the steps in it. */
    private static List<String> outputs(Moment moment, Step step) {
        if (!(step.action() instanceof Action.Use use)) {
            return List.of();
        }
        Group group = moment.plan().runbook().groups().get(use.group());
        return group.outputs().values().stream()
                .flatMap(output -> output.expressions().map(Expression::reads).flatMap(Set::stream))
                .toList();
    }
}
