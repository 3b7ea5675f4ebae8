package dev.tminus.run;

import java.util.List;

/**
 * Takes off the list what a run created outside and is there no more. A settled effect stays: what stands for good may
 * still have left something behind, an old instance for one, and forgetting it would be worse than naming it.
 */
final class Leftovers {

    private Leftovers() {}

    /** What goes with the effect of the step that created it. */
    static List<RunEvent> ofEffect(Moment moment, Place owner) {
        return moment.run().resources().stream()
                .filter(resource -> resource.step().equals(owner.key()))
                .map(resource -> removed(moment, resource, owner))
                .toList();
    }

    /** What an action says it removed, as far as this run had it listed. */
    static List<RunEvent> ofAction(Moment moment, Place place, List<Resource> gone) {
        return moment.run().resources().stream()
                .filter(resource -> gone.stream().anyMatch(resource::isSame))
                .map(resource -> removed(moment, resource, place))
                .toList();
    }

    private static RunEvent removed(Moment moment, Resource resource, Place by) {
        return new RunEvent.ResourceRemoved(moment.now(), resource.kind(), resource.name(), by.key());
    }
}
