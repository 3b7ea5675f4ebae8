package dev.tminus.reader;

import dev.tminus.reader.Form.Kind;
import dev.tminus.reader.Node.Scalar;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks single values: their kind, their form, and whether an expression may stand in them. */
final class Leaves {
    /** Words that CEL keeps for itself; a step of such a name could not be read in an expression. */
    static final Set<String> RESERVED = Set.of(
            "true",
            "false",
            "null",
            "in",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "for",
            "function",
            "if",
            "import",
            "let",
            "loop",
            "package",
            "namespace",
            "return",
            "var",
            "void",
            "while");

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]*");
    private static final int LONGEST_ID = 63;

    private final Problems problems;

    Leaves(Problems problems) {
        this.problems = problems;
    }

    void check(Scalar scalar, Form form) {
        if (scalar.absent()) {
            problems.add(
                    scalar.place(),
                    Code.TM104,
                    "nothing stands here; wanted is " + form.description(),
                    "a `#` after a blank starts a comment; quote it if it belongs to the text");
        } else if (form instanceof Form.Words words) {
            word(scalar, words);
        } else if (form instanceof Form.Program program) {
            program(scalar, program);
        } else if (form instanceof Form.Leaf leaf) {
            leaf(scalar, leaf);
        }
    }

    private void word(Scalar scalar, Form.Words words) {
        if (!words.words().contains(scalar.text())) {
            problems.add(
                    scalar.place(),
                    Code.TM104,
                    "this is %s; wanted is %s".formatted(scalar.description(), words.description()),
                    DidYouMean.help(scalar.text(), words.words()));
        }
    }

    private void leaf(Scalar scalar, Form.Leaf leaf) {
        if (leaf.kind() == Kind.ID) {
            id(scalar);
        } else if (leaf.kind() == Kind.EXPRESSION) {
            expression(scalar);
        } else if (Fit.hasExpression(scalar)) {
            if (!leaf.template() && leaf.kind() != Kind.PATTERN) {
                noTemplate(scalar, leaf);
            }
        } else if (!Fit.constantFits(leaf.kind(), scalar)) {
            malformed(scalar, leaf.kind());
        }
    }

    private void noTemplate(Scalar scalar, Form.Leaf leaf) {
        int at = scalar.text().indexOf("${{");
        problems.add(
                scalar.place(at, at + 3),
                Code.TM308,
                "no expression may stand here; wanted is %s as it is".formatted(leaf.description()),
                "write the value out");
    }

    private void expression(Scalar scalar) {
        String text = scalar.text().strip();
        if (text.startsWith("${{") && text.endsWith("}}")) {
            int at = scalar.text().indexOf("${{");
            problems.add(
                    scalar.place(at, at + 3),
                    Code.TM308,
                    "this is an expression already; `${{ }}` is for values",
                    "write it without the braces: " + Shorten.to(80, text.substring(3, text.length() - 2)));
        }
    }

    private void malformed(Scalar scalar, Kind kind) {
        boolean shape = kind == Kind.BOOL || kind == Kind.INT || kind == Kind.NUMBER;
        Optional<String> help = switch (kind) {
            case BOOL -> Optional.of("write true or false, without quotes");
            case INT, NUMBER -> Optional.of("write the number without quotes");
            case PATTERN -> Fit.patternError(scalar.text());
            case DURATION -> Optional.of("write a number and a unit (ms, s, m, h, d): 90s, 10m, 1h30m");
            case WINDOW -> Optional.of("write start, zone and length: 2026-12-01T01:00[Europe/Berlin]/PT3H");
            case CHOICE -> Optional.of("a step is written step/ID, a scenario rollback/ID");
            case AT -> Optional.of("write T, T-7d, T+30h or T+1d12h");
            case AFTER -> Optional.of("write the phase, and a distance if there is one: during + 1h");
            case TIMESTAMP, TEXT, EXPRESSION, ID, VERSION -> Optional.empty();
        };
        problems.add(
                scalar.place(),
                shape ? Code.TM104 : Code.TM115,
                "this is %s; wanted is %s".formatted(scalar.description(), new Form.Leaf(kind, false).description()),
                help);
    }

    /** Program text takes no expressions: a value in it would be read as program. */
    private void program(Scalar scalar, Form.Program program) {
        int at = scalar.text().indexOf("${{");
        boolean sql = program.language().equals("sql");
        if (at < 0 || (sql && trusted(scalar.text()))) {
            return;
        }
        int end = ExpressionEnd.find(scalar.text(), at + 3);
        problems.add(
                scalar.place(at, end < 0 ? at + 3 : end + 2),
                sql ? Code.TM405 : Code.TM404,
                sql
                        ? "an expression inside SQL text: its value would become SQL"
                        : "an expression inside a script: its value would become shell text",
                sql
                        ? "pass it as data: params: { value: \"${{ ... }}\" } and write :'value' in the SQL"
                        : "pass it as data: env: { VALUE: \"${{ ... }}\" } and write \"$VALUE\" in the script");
    }

    private static boolean trusted(String text) {
        String whole = text.strip();
        return whole.startsWith("${{")
                && whole.endsWith("}}")
                && whole.substring(3).strip().startsWith("trusted(");
    }

    void id(Scalar scalar) {
        String id = scalar.text();
        if (!ID.matcher(id).matches() || id.length() > LONGEST_ID) {
            problems.add(
                    scalar.place(),
                    Code.TM201,
                    "\"%s\" is not an id".formatted(Shorten.to(60, id)),
                    "an id starts with a small letter and goes on with small letters, digits and _ (at most %d)"
                            .formatted(LONGEST_ID));
        } else if (RESERVED.contains(id)) {
            problems.add(
                    scalar.place(),
                    Code.TM202,
                    "\"%s\" is a word of the expression language and cannot be an id".formatted(id),
                    "choose another word, such as %s_it".formatted(id));
        }
    }
}
