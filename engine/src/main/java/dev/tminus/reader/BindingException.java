package dev.tminus.reader;

import java.util.List;

/** A runbook cannot be bound to what was given: an unknown environment, inputs that are missing or do not fit. */
public final class BindingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BindingException(List<String> sentences) {
        super(String.join("\n", sentences));
    }
}
