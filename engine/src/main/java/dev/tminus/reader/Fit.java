package dev.tminus.reader;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tminus.book.Durations;
import dev.tminus.book.Nothing;
import dev.tminus.book.Offset;
import dev.tminus.book.Window;
import dev.tminus.reader.Form.Kind;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Whether a node can be what a form says, and which of several forms an author meant. */
final class Fit {
    private static final java.util.regex.Pattern AFTER =
            java.util.regex.Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*([+-].*)?");
    private static final List<String> CHOICES = List.of("ask", "continue", "end", "park", "resume");

    private Fit() {}

    /** The form that stands for this node: of alternatives the first that fits, else the first of the same shape. */
    static Form choose(Form form, Node node) {
        if (!(form instanceof Form.Either either)) {
            return form;
        }
        return either.forms().stream()
                .filter(candidate -> fits(candidate, node))
                .findFirst()
                .or(() -> either.forms().stream()
                        .filter(candidate -> sameShape(candidate, node))
                        .findFirst())
                .map(chosen -> choose(chosen, node))
                .orElse(form);
    }

    private static boolean fits(Form form, Node node) {
        if (form instanceof Form.Leaf leaf && node instanceof Scalar scalar) {
            return (leaf.template() && hasExpression(scalar)) || constantFits(leaf.kind(), scalar);
        }
        if (form instanceof Form.Words words && node instanceof Scalar scalar) {
            return words.words().contains(scalar.text());
        }
        if (form instanceof Form.Either either) {
            return either.forms().stream().anyMatch(candidate -> fits(candidate, node));
        }
        return sameShape(form, node);
    }

    static boolean sameShape(Form form, Node node) {
        if (form instanceof Form.Anything || form instanceof Form.OneOrMany) {
            return true;
        }
        if (form instanceof Form.Either either) {
            return either.forms().stream().anyMatch(candidate -> sameShape(candidate, node));
        }
        if (node instanceof Mapping) {
            return form instanceof Form.MapOf || form instanceof Form.Fields || form instanceof Form.Inline;
        }
        if (node instanceof Sequence) {
            return form instanceof Form.ListOf;
        }
        return form instanceof Form.Leaf
                || form instanceof Form.Words
                || form instanceof Form.Name
                || form instanceof Form.Program
                || form instanceof Form.SourceFile
                || form instanceof Form.SourceFolder;
    }

    /** Whether a mapping was left out behind its key, which says the same as an empty one. */
    static boolean leftOut(Form form, Node node) {
        return node instanceof Scalar scalar
                && scalar.value() instanceof Nothing
                && (form instanceof Form.MapOf || form instanceof Form.Fields || form instanceof Form.Inline);
    }

    static boolean hasExpression(Scalar scalar) {
        return scalar.text().contains("${{");
    }

    /** Whether a value without expressions is of this kind. */
    static boolean constantFits(Kind kind, Scalar scalar) {
        Object value = scalar.value();
        String text = scalar.text();
        return switch (kind) {
            case BOOL -> value instanceof Boolean;
            case INT -> value instanceof Long;
            case NUMBER -> value instanceof Long || value instanceof Double;
            case DURATION -> Durations.parse(text).isPresent();
            case TIMESTAMP -> timestamp(text);
            case WINDOW -> Window.parse(text).isPresent();
            case PATTERN -> patternError(text).isEmpty();
            case AT -> at(text).isPresent();
            case AFTER -> AFTER.matcher(text).matches() && after(text).isPresent();
            case CHOICE -> choice(text);
            case TEXT, EXPRESSION, ID, VERSION -> !scalar.absent();
        };
    }

    static Optional<Offset> at(String text) {
        if (!text.startsWith("T")) {
            return Optional.empty();
        }
        return text.length() == 1 ? Optional.of(Offset.ZERO) : Offset.parse(text.substring(1));
    }

    /** The phase and the distance of an {@code after}. */
    static Optional<After> after(String text) {
        var matcher = AFTER.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Optional<Offset> offset = matcher.group(2) == null ? Optional.of(Offset.ZERO) : Offset.parse(matcher.group(2));
        return offset.map(distance -> new After(matcher.group(1), distance));
    }

    /** A phase's end and a distance from it. */
    record After(String phase, Offset offset) {}

    /** What is wrong with a pattern, in the words of the linear-time engine that will run it. */
    static Optional<String> patternError(String text) {
        try {
            Pattern.compile(text);
            return Optional.empty();
        } catch (PatternSyntaxException wrong) {
            return Optional.of(wrong.getDescription());
        }
    }

    private static boolean choice(String text) {
        return CHOICES.contains(text) || text.startsWith("step/") || text.startsWith("rollback/");
    }

    private static boolean timestamp(String text) {
        try {
            Instant.parse(text);
            return true;
        } catch (DateTimeParseException notATime) {
            return false;
        }
    }
}
