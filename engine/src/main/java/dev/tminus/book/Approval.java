package dev.tminus.book;

import java.util.List;
import java.util.Optional;

/**
 * Who must approve and what they see.
 *
 * @param by roles that may approve
 * @param need how many distinct people; 0 stands for {@code each}: one distinct person of every role in {@code by}
 * @param not roles, {@code starter} or {@code author}: people who may not
 * @param expires how long an unanswered request stands
 * @param pinsPlan whether a later amendment of the plan voids it
 * @param silence what happens while nobody answers; empty where the step says it, or nobody
 */
public record Approval(
        List<String> by,
        int need,
        List<String> not,
        List<Shown> show,
        Optional<Template> expires,
        boolean pinsPlan,
        Optional<Silence> silence) {

    public static final int EACH = 0;

    public Approval {
        by = List.copyOf(by);
        not = List.copyOf(not);
        show = List.copyOf(show);
        if (need < 0) {
            throw new IllegalArgumentException("need must be at least 1, was " + need);
        }
    }
}
