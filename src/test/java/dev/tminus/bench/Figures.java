package dev.tminus.bench;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** Prints what was measured, each figure beside what it should be. */
record Figures(String name, AtomicInteger outside) {

    Figures(String name) {
        this(name, new AtomicInteger());
    }

    /** The middle of several repetitions: on a shared machine the mean says more about the neighbours. */
    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    void ratio(String what, double[] ratios, double target) {
        double median = median(ratios);
        print(
                "%s: ratio %.2f (%s), should be at least %.2f".formatted(what, median, range(ratios, "%.2f"), target),
                median >= target);
    }

    void atMost(String what, String unit, double[] values, double target) {
        double median = median(values);
        print(
                "%s: %.1f %s (%s), should be at most %s"
                        .formatted(what, median, unit, range(values, "%.1f"), plain(target)),
                median <= target);
    }

    /** Fails the program where the middle one lies outside. */
    void within(String what, double[] values, double low, double high) {
        double median = median(values);
        boolean good = median >= low && median <= high;
        if (!good) {
            outside.incrementAndGet();
        }
        print(
                "%s: %.2f (%s), should be from %.1f to %.1f".formatted(what, median, range(values, "%.2f"), low, high),
                good);
    }

    boolean allWithin() {
        return outside.get() == 0;
    }

    void say(String text) {
        System.out.printf("%-9s       %s%n", name, text);
    }

    private void print(String text, boolean good) {
        System.out.printf("%-9s %s %s%n", name, good ? "ok   " : "MISSED", text);
    }

    private static String range(double[] values, String form) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (form + " to " + form).formatted(sorted[0], sorted[sorted.length - 1]);
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
