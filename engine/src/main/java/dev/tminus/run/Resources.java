package dev.tminus.run;

import java.util.ArrayList;
import java.util.List;

/** What a run created outside and is still there, each thing once. */
record Resources(List<Resource> all) {

    static final Resources NONE = new Resources(List.of());

    Resources {
        all = List.copyOf(all);
    }

    Resources with(List<Resource> created) {
        if (created.isEmpty()) {
            return this;
        }
        List<Resource> more = new ArrayList<>(all);
        created.stream().filter(made -> more.stream().noneMatch(made::isSame)).forEach(more::add);
        return new Resources(more);
    }

    Resources without(String kind, String name) {
        return new Resources(all.stream()
                .filter(resource ->
                        !(resource.kind().equals(kind) && resource.name().equals(name)))
                .toList());
    }
}
