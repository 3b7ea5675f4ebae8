package dev.tminus.book;

import java.util.Optional;

/** A name that one run holds at a time, from the start of one phase to the end of another. */
public record Lock(Template name, Optional<String> from, Optional<String> to) {}
