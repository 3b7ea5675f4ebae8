package dev.tminus.reader;

import dev.cel.common.exceptions.CelAttributeNotFoundException;
import dev.cel.common.exceptions.CelDivideByZeroException;
import dev.cel.common.exceptions.CelIndexOutOfBoundsException;
import dev.cel.common.exceptions.CelIterationLimitExceededException;
import dev.cel.common.exceptions.CelNumericOverflowException;
import dev.cel.common.exceptions.CelOverloadNotFoundException;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why an expression has no value, in a sentence for the operator. */
final class Failures {

    private static final Pattern MISSING_KEY = Pattern.compile("key '(.*)' is not present in map\\.?", Pattern.DOTALL);

    private Failures() {}

    static String sentence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String known = known(cause);
            if (known != null) {
                return known;
            }
        }
        return String.valueOf(failure.getMessage());
    }

    private static @Nullable String known(Throwable cause) {
        if (cause instanceof Unfit) {
            return cause.getMessage();
        }
        if (cause instanceof CelAttributeNotFoundException) {
            Matcher key = MISSING_KEY.matcher(String.valueOf(cause.getMessage()));
            return key.find() ? "there is no `%s`".formatted(key.group(1)) : cause.getMessage();
        }
        if (cause instanceof CelDivideByZeroException) {
            return "it divides by zero";
        }
        if (cause instanceof CelIndexOutOfBoundsException) {
            return "the list is shorter: " + cause.getMessage();
        }
        if (cause instanceof CelNumericOverflowException) {
            return "a number became too large";
        }
        if (cause instanceof CelIterationLimitExceededException) {
            return "it goes through more than 1,000,000 items";
        }
        if (cause instanceof CelOverloadNotFoundException) {
            return "two values do not fit together: " + cause.getMessage();
        }
        if (cause instanceof NoSuchElementException) {
            return "it asks for the value of something that is missing; use .orValue(...)";
        }
        return null;
    }
}
