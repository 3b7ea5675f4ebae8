package dev.tminus.reader;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A version as programs print it, so that 3.5.9 comes before 3.5.26. Text after the numbers is not compared. */
record Version(List<Long> numbers) implements Comparable<Version> {

    private static final Pattern WRITTEN = Pattern.compile("\\s*v?(\\d{1,18}(?:\\.\\d{1,18})*).*", Pattern.DOTALL);

    /** Trailing zeros say nothing: 15 and 15.0 are one version. */
    Version {
        int end = numbers.size();
        while (end > 1 && numbers.get(end - 1) == 0) {
            end--;
        }
        numbers = List.copyOf(numbers.subList(0, end));
    }

    static Version parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new Unfit(Literals.quoted(text) + " is not a version; one begins with a number, such as 3.5.26");
        }
        return new Version(
                Stream.of(matcher.group(1).split("\\.", -1)).map(Long::valueOf).toList());
    }

    @Override
    public int compareTo(Version other) {
        for (int i = 0; i < Math.max(numbers.size(), other.numbers.size()); i++) {
            int compared = Long.compare(at(i), other.at(i));
            if (compared != 0) {
                return compared;
            }
        }
        return 0;
    }

    private long at(int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }
}
