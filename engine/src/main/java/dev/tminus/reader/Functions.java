package dev.tminus.reader;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The functions and operators an expression may use, as {@code tminus explain expressions} lists them. */
public final class Functions {

    private Functions() {}

    /**
     * A function.
     *
     * @param name as it is called
     * @param signature how it is written
     * @param help what it gives, one sentence
     * @param example an expression without names
     * @param result what the example gives, written as an expression
     */
    public record Function(String name, String signature, String help, String example, String result) {}

    private static final List<Function> ALL = List.of(
            f("has", "has(a.b)", "Whether a field has a value.", "has({\"a\": 1}.b)", "false"),
            f("hasValue", "optional.hasValue()", "Whether there is a value.", "{\"a\": 1}.?b.hasValue()", "false"),
            f(
                    "orValue",
                    "optional.orValue(x)",
                    "The value, or x where there is none.",
                    "{\"a\": 1}.?b.orValue(7)",
                    "7"),
            f(
                    "or",
                    "optional.or(optional)",
                    "The first that has a value.",
                    "{\"a\": 1}.?b.or(optional.of(2)).orValue(3)",
                    "2"),
            f("value", "optional.value()", "The value; an error where there is none.", "{\"a\": 1}.?a.value()", "1"),
            f(
                    "optMap",
                    "optional.optMap(v, expression)",
                    "The expression over the value, where there is one.",
                    "{\"a\": 1}.?a.optMap(v, v + 1).orValue(0)",
                    "2"),
            f(
                    "optFlatMap",
                    "optional.optFlatMap(v, optional)",
                    "Like optMap, for an expression that itself may have no value.",
                    "{\"a\": {\"b\": 1}}.?a.optFlatMap(v, v.?b).orValue(0)",
                    "1"),
            f(
                    "optional.of",
                    "optional.of(x)",
                    "x as something that may be missing.",
                    "optional.of(1).hasValue()",
                    "true"),
            f(
                    "optional.none",
                    "optional.none()",
                    "Nothing, as something that may be missing.",
                    "optional.none().hasValue()",
                    "false"),
            f("first", "list.first()", "The first item, where there is one.", "[1, 2].first().orValue(0)", "1"),
            f("last", "list.last()", "The last item, where there is one.", "[1, 2].last().orValue(0)", "2"),
            f("size", "size(x)", "How many characters, items or entries.", "size([1, 2])", "2"),
            f("size", "x.size()", "The same.", "\"abc\".size()", "3"),
            f("in", "x in list", "Whether a list contains it, or a map has it as a key.", "2 in [1, 2]", "true"),
            f(
                    "all",
                    "list.all(x, condition)",
                    "Whether the condition holds for every item.",
                    "[1, 2].all(x, x > 0)",
                    "true"),
            f(
                    "exists",
                    "list.exists(x, condition)",
                    "Whether it holds for at least one.",
                    "[1, 2].exists(x, x > 1)",
                    "true"),
            f(
                    "exists_one",
                    "list.exists_one(x, condition)",
                    "Whether it holds for exactly one.",
                    "[1, 2].exists_one(x, x > 1)",
                    "true"),
            f("map", "list.map(x, expression)", "The expression for every item.", "[1, 2].map(x, x * 2)", "[2, 4]"),
            f("filter", "list.filter(x, condition)", "The items for which it holds.", "[1, 2].filter(x, x > 1)", "[2]"),
            f("contains", "text.contains(text)", "Whether a text contains another.", "\"abc\".contains(\"b\")", "true"),
            f("startsWith", "text.startsWith(text)", "Whether it begins so.", "\"abc\".startsWith(\"ab\")", "true"),
            f("endsWith", "text.endsWith(text)", "Whether it ends so.", "\"abc\".endsWith(\"bc\")", "true"),
            f(
                    "matches",
                    "text.matches(pattern)",
                    "Whether a part of it matches.",
                    "\"abc\".matches(\"^a.c$\")",
                    "true"),
            f(
                    "regex.extract",
                    "regex.extract(text, pattern)",
                    "What the first group caught, or the whole match; may be missing.",
                    "regex.extract(\"took 12 ms\", \"([0-9]+) ms\").orValue(\"\")",
                    "\"12\""),
            f("trim", "trim(text)", "Without blanks at both ends.", "trim(\" a \")", "\"a\""),
            f("split", "split(text, separator)", "Its pieces.", "split(\"a,b\", \",\")", "[\"a\", \"b\"]"),
            f("join", "list.join(separator)", "The texts of a list in one.", "[\"a\", \"b\"].join(\", \")", "\"a, b\""),
            f("lines", "lines(text)", "Its lines.", "lines(\"a\\nb\\n\")", "[\"a\", \"b\"]"),
            f(
                    "replace",
                    "text.replace(old, new)",
                    "The text with each old replaced.",
                    "\"a-b\".replace(\"-\", \"_\")",
                    "\"a_b\""),
            f(
                    "substring",
                    "text.substring(from, to)",
                    "From one character up to another, counted from 0.",
                    "\"abcd\".substring(1, 3)",
                    "\"bc\""),
            f("indexOf", "text.indexOf(text)", "Where the other begins, or -1.", "\"abc\".indexOf(\"c\")", "2"),
            f(
                    "lastIndexOf",
                    "text.lastIndexOf(text)",
                    "Where the other begins for the last time, or -1.",
                    "\"abab\".lastIndexOf(\"ab\")",
                    "2"),
            f("charAt", "text.charAt(n)", "The character there.", "\"abc\".charAt(1)", "\"b\""),
            f("lowerAscii", "text.lowerAscii()", "In lower case.", "\"ABC\".lowerAscii()", "\"abc\""),
            f("upperAscii", "text.upperAscii()", "In upper case.", "\"abc\".upperAscii()", "\"ABC\""),
            f(
                    "version",
                    "version(text) < version(text)",
                    "Compares versions number by number; also with a text.",
                    "version(\"3.5.9\") < version(\"3.5.26\")",
                    "true"),
            f(
                    "int",
                    "int(x)",
                    "A text, number or point in time as a whole number; blanks around it do not matter.",
                    "int(\" 42\\n\")",
                    "42"),
            f("double", "double(x)", "A text or number as a number.", "double(\"1.5\")", "1.5"),
            f("string", "string(x)", "A value as text.", "string(42)", "\"42\""),
            f("bool", "bool(text)", "The text true or false as such.", "bool(\"true\")", "true"),
            f(
                    "duration",
                    "duration(text)",
                    "A length of time: 90s, 10m, 1h30m, 14d.",
                    "duration(\"1h30m\") > duration(\"80m\")",
                    "true"),
            f(
                    "*",
                    "duration * int",
                    "A length of time several times.",
                    "duration(\"10m\") * 3 == duration(\"30m\")",
                    "true"),
            f(
                    "timestamp",
                    "timestamp(text)",
                    "A point in time.",
                    "timestamp(\"2026-12-01T01:00:00+01:00\") == timestamp(\"2026-12-01T00:00:00Z\")",
                    "true"),
            f(
                    "getFullYear",
                    "timestamp.getFullYear(zone)",
                    "The year, in a zone or in UTC.",
                    "timestamp(\"2026-12-31T23:30:00Z\").getFullYear(\"Europe/Berlin\")",
                    "2027"),
            f(
                    "getMonth",
                    "timestamp.getMonth(zone)",
                    "The month, January is 0.",
                    "timestamp(\"2026-12-01T00:00:00Z\").getMonth()",
                    "11"),
            f(
                    "getDate",
                    "timestamp.getDate(zone)",
                    "The day of the month.",
                    "timestamp(\"2026-12-01T00:00:00Z\").getDate()",
                    "1"),
            f(
                    "getHours",
                    "x.getHours()",
                    "Hours of a length of time, or of the day in UTC.",
                    "duration(\"90m\").getHours()",
                    "1"),
            f(
                    "getMinutes",
                    "x.getMinutes()",
                    "Minutes of a length of time, or of the hour.",
                    "duration(\"90m\").getMinutes()",
                    "90"),
            f(
                    "getSeconds",
                    "x.getSeconds()",
                    "Seconds of a length of time, or of the minute.",
                    "duration(\"90m\").getSeconds()",
                    "5400"),
            f(
                    "getDayOfWeek",
                    "timestamp.getDayOfWeek(zone)",
                    "The day of the week, Sunday is 0.",
                    "timestamp(\"2026-12-01T00:00:00Z\").getDayOfWeek(\"Europe/Berlin\")",
                    "2"),
            f("dyn", "dyn(x)", "The same value, its kind judged only at run time.", "dyn(1) == 1.0", "true"),
            f(
                    "trusted",
                    "trusted(text)",
                    "The same text, vouched for where text becomes SQL; lint demands a pattern and an approval.",
                    "trusted(\"x\")",
                    "\"x\""));

    private static Function f(String name, String signature, String help, String example, String result) {
        return new Function(name, signature, help, example, result);
    }

    /** In the order people look for them. */
    public static List<Function> all() {
        return ALL;
    }

    static Set<String> names() {
        return ALL.stream().map(Function::name).collect(Collectors.toSet());
    }
}
