package dev.tminus.reader;

import dev.cel.common.internal.Errors;
import java.util.List;

/** What is wrong with one expression, in the words of the person who wrote it. */
final class Diagnosis {

    private final Positions positions;

    Diagnosis(String source) {
        this.positions = new Positions(source);
    }

    List<Mistake> mistakes(Checker.Checked checked) {
        return checked.errors().stream().map(this::mistake).toList();
    }

    private Mistake mistake(Errors.Error error) {
        return positions.mistake(positions.offset(error.position()), 1, "TM303", error.rawMessage(), "");
    }
}
