package dev.tminus.action;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Queue;

/**
 * Recognises many byte patterns at once (Aho and Corasick, 1975), with every transition worked out beforehand.
 *
 * <p>Bytes that occur in no pattern share one column, which keeps the table small: a column for each distinct byte of
 * the patterns, a row for each distinct prefix. Immutable.
 */
final class Automaton {

    static final int START = 0;

    private final int[] column;
    private final int columns;

    /** Where each row leads, as the place where the next row begins; bitwise inverted where a pattern ends. */
    private final int[] table;

    private final int[] depth;
    private final int[] matched;
    private final int longest;

    /** Is told of each place where a pattern ends, the longest of those that end there. */
    @FunctionalInterface
    interface Found {
        void found(int start, int end);
    }

    private Automaton(int[] column, Rows rows, int longest) {
        this.column = column;
        this.columns = rows.columns;
        this.depth = Arrays.copyOf(rows.depth, rows.states);
        this.matched = Arrays.copyOf(rows.matched, rows.states);
        this.longest = longest;
        table = new int[rows.states * columns];
        for (int cell = 0; cell < table.length; cell++) {
            int state = rows.transitions[cell];
            table[cell] = matched[state] > 0 ? ~(state * columns) : state * columns;
        }
    }

    static Automaton of(Collection<byte[]> patterns) {
        int[] column = new int[256];
        int columns = 1;
        int longest = 0;
        int bytes = 0;
        for (byte[] pattern : patterns) {
            for (byte value : pattern) {
                if (column[value & 0xff] == 0) {
                    column[value & 0xff] = columns++;
                }
            }
            longest = Math.max(longest, pattern.length);
            bytes += pattern.length;
        }
        Rows rows = new Rows(columns, bytes + 1);
        for (byte[] pattern : patterns) {
            rows.add(pattern, column);
        }
        rows.link();
        return new Automaton(column, rows, longest);
    }

    boolean isEmpty() {
        return longest == 0;
    }

    int longest() {
        return longest;
    }

    /** Reads the bytes from the state on; gives the state after the last of them. */
    int scan(byte[] bytes, int from, int to, int state, Found found) {
        int row = state * columns;
        for (int at = from; at < to; at++) {
            row = table[row + column[bytes[at] & 0xff]];
            if (row < 0) {
                row = ~row;
                found.found(at + 1 - matched[row / columns], at + 1);
            }
        }
        return row / columns;
    }

    /** How many of the last bytes are the beginning of a pattern. */
    int depth(int state) {
        return depth[state];
    }

    /** The rows while they are built. */
    private static final class Rows {
        private static final int MISSING = -1;

        private final int columns;
        private final int[] transitions;
        private final int[] depth;
        private final int[] matched;
        private int states = 1;

        private Rows(int columns, int most) {
            this.columns = columns;
            transitions = new int[most * columns];
            depth = new int[most];
            matched = new int[most];
            Arrays.fill(transitions, MISSING);
        }

        private void add(byte[] pattern, int[] column) {
            int state = START;
            for (byte value : pattern) {
                int cell = state * columns + column[value & 0xff];
                if (transitions[cell] == MISSING) {
                    depth[states] = depth[state] + 1;
                    transitions[cell] = states++;
                }
                state = transitions[cell];
            }
            matched[state] = pattern.length;
        }

        /** Fills in where to go on when a pattern breaks off: to the longest other beginning that still fits. */
        private void link() {
            int[] fallback = new int[states];
            Queue<Integer> open = new ArrayDeque<>();
            open.add(START);
            while (!open.isEmpty()) {
                int state = open.remove();
                matched[state] = Math.max(matched[state], matched[fallback[state]]);
                for (int c = 0; c < columns; c++) {
                    int cell = state * columns + c;
                    int elsewhere = state == START ? START : transitions[fallback[state] * columns + c];
                    if (transitions[cell] == MISSING) {
                        transitions[cell] = elsewhere;
                    } else {
                        fallback[transitions[cell]] = elsewhere;
                        open.add(transitions[cell]);
                    }
                }
            }
        }
    }
}
