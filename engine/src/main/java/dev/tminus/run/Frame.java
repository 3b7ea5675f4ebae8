package dev.tminus.run;

import dev.tminus.book.Group;
import dev.tminus.book.Step;
import dev.tminus.book.Values;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Where a step's names resolve: the run itself, one iteration of a loop, or one call of a group.
 *
 * @param prefix what keys of steps in here begin with, {@code ramp[2]/}
 * @param own ids of the steps whose keys carry this prefix
 * @param loop the iteration's loop
 * @param group the group whose steps these are
 * @param with the group's inputs
 */
record Frame(
        Optional<Frame> outer,
        String prefix,
        Set<String> own,
        Optional<Iteration> loop,
        Optional<Group> group,
        Values with) {

    static final Frame RUN = new Frame(Optional.empty(), "", Set.of(), Optional.empty(), Optional.empty(), Values.NONE);

    /** One value of a loop: the loop's step id, the name the value goes by, the value. */
    record Iteration(String step, String as, Object item) {}

    Frame iteration(String key, Step loop, Object item) {
        String as = loop.loop().map(Step.Loop::as).orElse("item");
        return new Frame(
                Optional.of(this),
                key + "/",
                ids(loop.inner()),
                Optional.of(new Iteration(loop.id(), as, item)),
                group,
                with);
    }

    static Frame call(String key, Group group, Values with) {
        return new Frame(Optional.empty(), key + "/", ids(group.steps()), Optional.empty(), Optional.of(group), with);
    }

    /** The key of the step that this id names here. */
    String key(String id) {
        if (loop.isPresent() && loop.get().step().equals(id)) {
            return prefix.substring(0, prefix.length() - 1);
        }
        if (own.contains(id) || outer.isEmpty()) {
            return prefix + id;
        }
        return outer.get().key(id);
    }

    private static Set<String> ids(List<Step> steps) {
        return steps.stream().flatMap(Step::all).map(Step::id).collect(Collectors.toUnmodifiableSet());
    }
}
