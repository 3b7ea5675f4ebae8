package dev.tminus.book;

import java.util.List;

/**
 * What happens when nobody answers: a reminder, or other roles are told too, and so again each time. Silence never
 * decides.
 *
 * @param after how long after they were told last
 */
public record Silence(Template after, List<String> escalateTo) {
    public Silence {
        escalateTo = List.copyOf(escalateTo);
    }
}
