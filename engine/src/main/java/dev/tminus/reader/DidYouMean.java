package dev.tminus.reader;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant. */
public final class DidYouMean {
    /** Longer names are not mistyped but something else. */
    private static final int LONGEST = 64;

    private DidYouMean() {}

    /** {@code did you mean approve?}, when a candidate is near enough. */
    public static Optional<String> help(String written, Collection<String> candidates) {
        return nearest(written, candidates).map("did you mean %s?"::formatted);
    }

    /** The nearest candidate within two edits, or a third of the length for short and long names. */
    static Optional<String> nearest(String written, Collection<String> candidates) {
        if (written.isEmpty() || written.length() > LONGEST) {
            return Optional.empty();
        }
        int allowed = Math.min(Math.max(2, written.length() / 3), Math.max(1, written.length() - 1));
        String wanted = normal(written);
        return candidates.stream()
                .filter(candidate -> Math.abs(candidate.length() - written.length()) <= allowed)
                .map(candidate -> new Match(candidate, distance(wanted, normal(candidate))))
                .filter(match -> match.distance <= Math.min(allowed, Math.max(1, match.candidate.length() / 2)))
                .min(Comparator.comparingInt(Match::distance).thenComparing(Match::candidate))
                .map(Match::candidate);
    }

    /** Upper case and hyphens are the commonest slips; they cost nothing. */
    private static String normal(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** Insertions, deletions, replacements and swaps of neighbours that lead from one to the other. */
    static int distance(String from, String to) {
        int[][] costs = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                costs[i][j] = cost(costs, from, to, i, j);
            }
        }
        return costs[from.length()][to.length()];
    }

    private static int cost(int[][] costs, String from, String to, int i, int j) {
        if (i == 0 || j == 0) {
            return i + j;
        }
        int replaced = costs[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(costs[i - 1][j], costs[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, costs[i - 2][j - 2] + 1) : best;
    }

    private record Match(String candidate, int distance) {}
}
