package dev.tminus.app.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something a person did or was refused.
 *
 * @param roles those the person held or acted in at that time
 * @param via how: {@code cli}, {@code answers}
 * @param step the key of the step it was about; empty text for the run
 * @param seen digest of what the person was shown
 * @param note reason, choice, answers or evidence
 */
record Voice(
        Instant at,
        String person,
        List<String> roles,
        String via,
        Kind kind,
        String what,
        String step,
        Optional<String> seen,
        String note) {

    /** How the report groups it. */
    enum Kind {
        APPROVAL,
        ACT,
        REFUSAL
    }

    Voice {
        roles = List.copyOf(roles);
    }
}
