package dev.tminus.book;

import java.util.List;

/** Who may be asked; {@code not} names roles that must be held by other people. */
public record Role(String id, List<String> not) {
    public Role {
        not = List.copyOf(not);
    }
}
