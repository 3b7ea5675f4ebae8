package dev.tminus.book;

import java.util.List;

/** What happens when nobody answers: a reminder, or other roles are told too. Silence never decides. */
public record Silence(Template after, List<String> escalateTo) {
    public Silence {
        escalateTo = List.copyOf(escalateTo);
    }
}
