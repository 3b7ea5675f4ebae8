package dev.tminus.reader;

import static dev.tminus.reader.Forms.ANYTHING;
import static dev.tminus.reader.Forms.APPROVAL;
import static dev.tminus.reader.Forms.CHOICE;
import static dev.tminus.reader.Forms.DURATION;
import static dev.tminus.reader.Forms.EVIDENCE;
import static dev.tminus.reader.Forms.EXPRESSION;
import static dev.tminus.reader.Forms.EXPRESSIONS;
import static dev.tminus.reader.Forms.FLAG;
import static dev.tminus.reader.Forms.ID;
import static dev.tminus.reader.Forms.INPUTS;
import static dev.tminus.reader.Forms.INT;
import static dev.tminus.reader.Forms.NUMBER;
import static dev.tminus.reader.Forms.PATTERN;
import static dev.tminus.reader.Forms.REASONS;
import static dev.tminus.reader.Forms.ROLES;
import static dev.tminus.reader.Forms.STEPS;
import static dev.tminus.reader.Forms.STEP_NAMES;
import static dev.tminus.reader.Forms.TEXT;
import static dev.tminus.reader.Forms.WORD;
import static dev.tminus.reader.Forms.either;
import static dev.tminus.reader.Forms.fields;
import static dev.tminus.reader.Forms.name;
import static dev.tminus.reader.Forms.oneOrMany;
import static dev.tminus.reader.Forms.table;
import static dev.tminus.reader.Forms.words;
import static dev.tminus.reader.Key.key;

import dev.tminus.reader.Form.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The keys of steps: core actions, what stands beside every action, and what stands beside an undo. */
final class StepKeys {
    private static final Form PARALLEL = either(FLAG, INT);
    private static final Form SILENCE = fields("silence rule");

    static final Set<String> CORE_ACTIONS = actions().stream().map(Key::name).collect(Collectors.toUnmodifiableSet());

    /** What may stand beside every action. */
    static final Set<String> COMMON_NAMES = common().stream().map(Key::name).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> OF_UNDO =
            Set.of("name", "help", "docs", "if", "estimate", "timeout", "poll", "expect", "retry", "capture");

    private StepKeys() {}

    static Map<String, List<Key>> contexts() {
        Map<String, List<Key>> contexts = new LinkedHashMap<>();
        contexts.put("approval", approval());
        contexts.put("evidence", evidence());
        contexts.put("decision", decision());
        contexts.put("silence rule", silence());
        contexts.put("message", message());
        contexts.put(
                "moment",
                List.of(key("until", TEXT, "A point relative to T, or an instant", "T+2h")
                        .mandatory()));
        contexts.put("poll", poll());
        contexts.put("retry", retry());
        return contexts;
    }

    /** The actions of the core, each with its own form. */
    static List<Key> actions() {
        return List.of(
                key("manual", TEXT, "A person does something and says done or failed", "Open the dashboards."),
                key(
                        "approve",
                        APPROVAL,
                        "People approve; may also stand beside another action",
                        "{ by: [dba, engineer], need: 2 }"),
                key("decide", fields("decision"), "A person chooses one of the options"),
                key("ask", INPUTS, "A person fills in fields", "{ changes: { type: list } }"),
                key("check", EXPRESSIONS, "Expressions that must be true; no effect", "inputs.downtime"),
                key("set", table(ANYTHING), "Computed values, read as steps.ID.NAME"),
                key("notify", fields("message"), "Tells people something"),
                key("wait", either(TEXT, fields("moment")), "Waits, holding no thread", "10m"),
                key("close", STEP_NAMES, "Runs the undo of earlier steps now", "maintenance"),
                key("settle", STEP_NAMES, "Makes effects permanent without undoing them", "swap"),
                key("steps", STEPS, "Inner steps"),
                key("use", name(Target.GROUP), "The steps of a group", "restore_snapshot"));
    }

    /** What may stand beside the action of a step. */
    static List<Key> common() {
        return List.of(
                key("id", ID, "Its name in commands and expressions").mandatory(),
                key("name", WORD, "What people call it").forPeople(),
                key("by", ROLES, "Who answers for the step", "dba"),
                key("docs", WORD, "Where more is written about it").forPeople(),
                key("help", WORD, "Shown while it runs").forPeople(),
                key("if", EXPRESSION, "Skipped where this is false", "vars.platform == \"rds\""),
                key("skip_in", REASONS, "Left out in an environment, with the reason", "{ staging: no users there }"),
                key("warn_in", REASONS, "In an environment a failure is only noted, with the reason"),
                key("for_each", ANYTHING, "Once for each item of a list or entry of a map", "[10, 50, 100]"),
                key("as", ID, "What the item is called in expressions", "percent"),
                key("parallel", PARALLEL, "All inner steps or items at once, or at most so many", "true"),
                key("with", table(ANYTHING), "The inputs of the group that `use` names"),
                key("estimate", DURATION, "How long it will take", "5m").forPeople(),
                key("timeout", DURATION, "How long it may take", "30m"),
                key("poll", fields("poll"), "Looks again until something is true, or holds"),
                key("expect", EXPRESSIONS, "What must be true of the result", "rows.size() == 2"),
                key("capture", table(EXPRESSION), "Values kept of the result, read as steps.ID.NAME"),
                key("capture_secret", table(EXPRESSION), "The same, for values nobody may see"),
                key("evidence", EVIDENCE, "What a person attaches"),
                key("attach", WORD, "The field of the result that is kept in the report", "rows"),
                key("confirm", TEXT, "A question that `by` answers after the action; no means failed"),
                key(
                        "if_silent",
                        SILENCE,
                        "What happens while a person it waits for is silent; on `steps` for those inside",
                        "{ after: 30m, remind: true }"),
                key("retry", fields("retry"), "Extra attempts", "{ times: 3, delay: 1m }"),
                key(
                        "on_failure",
                        CHOICE,
                        "Where a failure leads; it stops at a person where nothing is said",
                        "rollback/app_broken"),
                key("done_if", either(EXPRESSION, fields(Keys.UNDO)), "True when the effect is already there"),
                key(
                        "undo",
                        oneOrMany(fields(Keys.UNDO)),
                        "What takes the effect back",
                        "{ run: [./maintenance, off] }"),
                key("always", FLAG, "Also runs when its scope ends early"),
                key("destructive", FLAG, "May lose data: needs an approval beside it"),
                key("point_of_no_return", TEXT, "What is lost by going back after this"),
                key("impact", either(FLAG, words("step")), "Users notice: the downtime clock runs"),
                key("then", CHOICE, "Where the run goes afterwards", "step/verify"));
    }

    /** What may stand beside the action of an undo or a probe. */
    static List<Key> undo() {
        return common().stream().filter(key -> OF_UNDO.contains(key.name())).toList();
    }

    private static List<Key> approval() {
        return List.of(
                key("by", ROLES, "Roles that may approve", "[dba, engineer]").mandatory(),
                key("need", either(INT, words("each")), "How many distinct people, or each role", "2"),
                key("not", oneOrMany(name(Target.PERSON)), "Who may not", "[author]"),
                key("show", oneOrMany(EXPRESSION), "What they see", "[steps.preview.result.files]"),
                key("expires", DURATION, "How long an unanswered request stands", "4h"),
                key("pins", words("plan"), "A later change of the plan voids it"),
                key("if_silent", SILENCE, "What happens while nobody approves", "{ after: 30m, escalate: manager }"));
    }

    private static List<Key> evidence() {
        return List.of(
                key("name", ID, "What it is called").mandatory(),
                key("type", words("text", "url", "file"), "What is attached"),
                key("required", FLAG, "Whether it must be there"));
    }

    private static List<Key> decision() {
        return List.of(
                key("by", ROLES, "Who decides"),
                key("ask", TEXT, "The question").mandatory(),
                key("show", oneOrMany(EXPRESSION), "What they see"),
                key("options", table(CHOICE), "Where each answer leads", "{ go: continue, back: rollback/failed }")
                        .mandatory(),
                key("if_silent", SILENCE, "What happens while nobody answers"));
    }

    private static List<Key> silence() {
        return List.of(
                key("after", DURATION, "How long they may be silent, each time", "10m")
                        .mandatory(),
                key("remind", FLAG, "They are reminded"),
                key(
                        "escalate",
                        ROLES,
                        "These roles are told too, and may answer; an approval stays with its own `by`"));
    }

    private static List<Key> message() {
        return List.of(
                key("to", oneOrMany(TEXT), "Audiences, channels or addresses", "[stakeholders]")
                        .mandatory(),
                key("text", TEXT, "What they are told").mandatory());
    }

    private static List<Key> poll() {
        return List.of(
                key("every", DURATION, "How often it looks", "30s").mandatory(),
                key("until", EXPRESSION, "What must become true", "status == 200"),
                key("in_a_row", INT, "How many times in a row"),
                key("for", DURATION, "How long `hold` must be true", "10m"),
                key("hold", EXPRESSION, "What must stay true"),
                key("fail_if", EXPRESSION, "What ends it as failed"),
                key("tolerate", PATTERN, "An error whose output matches means not yet"));
    }

    private static List<Key> retry() {
        return List.of(
                key("times", INT, "Extra attempts", "3").mandatory(),
                key("delay", DURATION, "Time between them", "1m"),
                key("backoff", NUMBER, "The delay grows by this factor each time", "2"));
    }
}
