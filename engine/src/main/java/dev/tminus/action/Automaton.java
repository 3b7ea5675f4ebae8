package dev.tminus.action;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Queue;

/**
 * Recognises many byte patterns at once (Aho and Corasick, 1975), with every transition worked out beforehand.
 *
 * <p>Bytes that occur in no pattern share one column, which keeps the table small: a column for each distinct byte of
 * the patterns, a row for each distinct prefix.
 */
final class Automaton {

    static final int START = 0;

    private final int[] column;
    private final int columns;
    private final int[] transitions;
    private final int[] depth;
    private final int[] matched;
    private final int longest;

    private Automaton(int[] column, int columns, Rows rows, int longest) {
        this.column = column;
        this.columns = columns;
        this.transitions = rows.transitions;
        this.depth = rows.depth;
        this.matched = rows.matched;
        this.longest = longest;
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
        return new Automaton(column, columns, rows, longest);
    }

    boolean isEmpty() {
        return longest == 0;
    }

    int longest() {
        return longest;
    }

    /** Whether the byte begins no pattern. */
    boolean ignores(byte value) {
        return transitions[column[value & 0xff]] == START;
    }

    int next(int state, byte value) {
        return transitions[state * columns + column[value & 0xff]];
    }

    /** How many of the last bytes are the beginning of a pattern. */
    int depth(int state) {
        return depth[state];
    }

    /** The length of the longest pattern that ends here; 0 for none. */
    int matched(int state) {
        return matched[state];
    }

    /** The table while it is built. */
    private static final class Rows {
        private static final int MISSING = -1;

        private final int columns;
        private int[] transitions;
        private int[] depth;
        private int[] matched;
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
            transitions = Arrays.copyOf(transitions, states * columns);
            depth = Arrays.copyOf(depth, states);
            matched = Arrays.copyOf(matched, states);
        }
    }
}
