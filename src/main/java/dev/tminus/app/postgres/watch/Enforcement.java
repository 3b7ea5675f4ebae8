package dev.tminus.app.postgres.watch;

import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.Shape;
import java.util.List;

/** What happens where a statement does not do what it did in rehearsal. */
public enum Enforcement {
    /** It is rolled back, and the step fails. */
    ENFORCE,
    /** It is said. */
    REPORT,
    /** Nobody looks. */
    OFF;

    private static final String NAME = "contract";

    public static final ActionType.Key KEY = ActionType.Key.optional(
            NAME,
            new Shape.OneOf(List.of("enforce", "report", "off")),
            "What happens where a statement locks, rewrites, reads or writes what it did not in the last "
                    + "successful rehearsal of the same runbook: it is rolled back and the step fails "
                    + "(enforce, if not said), or that is only said. Example: contract: report");

    public static Enforcement of(Inputs inputs) {
        String word = inputs.text(NAME).orElse("enforce");
        return switch (word) {
            case "enforce" -> ENFORCE;
            case "report" -> REPORT;
            case "off" -> OFF;
            default -> throw new TargetRefused("contract must be enforce, report or off, was '%s'.".formatted(word));
        };
    }
}
