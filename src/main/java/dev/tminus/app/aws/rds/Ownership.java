package dev.tminus.app.aws.rds;

import dev.tminus.action.ActionContext;
import java.util.List;
import software.amazon.awssdk.services.rds.model.Tag;

/** Which run made something: two tags on it say so, and so it is known again after a lost reply or a crash. */
final class Ownership {

    static final String RUN = "tminus:run";
    static final String STEP = "tminus:step";

    private Ownership() {}

    static List<Tag> tags(ActionContext context) {
        return List.of(
                tag(RUN, context.run().value()), tag(STEP, context.step().replaceAll("[^\\p{L}\\p{N} _.:/=+@-]", "-")));
    }

    static boolean isOurs(ActionContext context, List<Tag> tags) {
        return tags.stream()
                .anyMatch(tag -> RUN.equals(tag.key()) && context.run().value().equals(tag.value()));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
