package dev.tminus.forecast;

import java.time.Duration;
import java.util.List;

/**
 * What one statement took in an earlier run.
 *
 * @param statement its text, by which the same statement is found in other runs
 * @param table the table its time depends on; empty text where there is none
 * @param size of that table, before the statement
 * @param inMemory whether the table was read from memory there
 * @param holds locks that kept others out
 */
record Measured(
        String statement,
        Work work,
        String table,
        TableSize size,
        boolean inMemory,
        Duration took,
        List<Hold> holds,
        long walBytes,
        long tempBytes) {

    Measured {
        holds = List.copyOf(holds);
        if (walBytes < 0 || tempBytes < 0) {
            throw new IllegalArgumentException(
                    "walBytes and tempBytes must not be negative, were %d, %d".formatted(walBytes, tempBytes));
        }
    }

    CostModel.Point point() {
        return new CostModel.Point(work.amount(size), took);
    }
}
