package dev.tminus.book;

import java.util.AbstractList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;

/** Steps in their order, found by id without reading them all. Immutable; equal to any list of the same steps. */
final class StepList extends AbstractList<Step> implements RandomAccess {

    private final List<Step> steps;
    private final Map<String, Step> byId = new HashMap<>();

    private StepList(List<Step> steps) {
        this.steps = List.copyOf(steps);
        this.steps.forEach(step -> byId.putIfAbsent(step.id(), step));
    }

    static StepList of(List<Step> steps) {
        return steps instanceof StepList already ? already : new StepList(steps);
    }

    Optional<Step> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    @Override
    public Step get(int index) {
        return steps.get(index);
    }

    @Override
    public int size() {
        return steps.size();
    }
}
