package dev.tminus.reader;

import static dev.tminus.reader.Forms.ANYTHING;
import static dev.tminus.reader.Forms.APPROVAL;
import static dev.tminus.reader.Forms.CHOICE;
import static dev.tminus.reader.Forms.DURATION;
import static dev.tminus.reader.Forms.EXPRESSION;
import static dev.tminus.reader.Forms.FIXED_DURATION;
import static dev.tminus.reader.Forms.FLAG;
import static dev.tminus.reader.Forms.ID;
import static dev.tminus.reader.Forms.INPUTS;
import static dev.tminus.reader.Forms.PATTERN;
import static dev.tminus.reader.Forms.ROLES;
import static dev.tminus.reader.Forms.STEPS;
import static dev.tminus.reader.Forms.STEP_NAMES;
import static dev.tminus.reader.Forms.TEXT;
import static dev.tminus.reader.Forms.WORD;
import static dev.tminus.reader.Forms.either;
import static dev.tminus.reader.Forms.fields;
import static dev.tminus.reader.Forms.many;
import static dev.tminus.reader.Forms.name;
import static dev.tminus.reader.Forms.oneOrMany;
import static dev.tminus.reader.Forms.table;
import static dev.tminus.reader.Forms.words;
import static dev.tminus.reader.Key.key;

import dev.tminus.reader.Form.Kind;
import dev.tminus.reader.Form.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys outside steps: of the runbook itself, its settings, phases, scenarios and groups. */
final class RunbookKeys {
    private RunbookKeys() {}

    static Map<String, List<Key>> contexts() {
        Map<String, List<Key>> contexts = new LinkedHashMap<>();
        contexts.put(Keys.RUNBOOK, runbook());
        contexts.put("input", input());
        contexts.put("role", List.of(key("not", ROLES, "Roles that must be held by other people", "[dba]")));
        contexts.put("secret", secret());
        contexts.put("connection", connection());
        contexts.putAll(EnvironmentKeys.contexts());
        contexts.put("lock", lock());
        contexts.putAll(NoticeKeys.contexts());
        contexts.put("phase", phase());
        contexts.put("requirement", requirement());
        contexts.put("rollback scenario", scenario());
        contexts.put("group", group());
        return contexts;
    }

    private static List<Key> runbook() {
        return List.of(
                key("runbook", new Form.Leaf(Kind.VERSION, false), "The version of the format; the first key", "v1")
                        .mandatory(),
                key("id", ID, "What the runbook is called in commands and journals", "donations_migration")
                        .mandatory(),
                key("name", WORD, "What people call it").forPeople(),
                key("owner", WORD, "Who keeps this runbook up to date", "data-platform"),
                key("docs", WORD, "Where more is written about it").forPeople(),
                key("tags", many(WORD), "Words to find it by").forPeople(),
                key("inputs", INPUTS, "Typed questions asked at the start"),
                key("vars", table(ANYTHING), "Constants; an environment's vars win"),
                key("roles", table(fields("role")), "Who may be asked; people are bound per environment or run"),
                key("secrets", table(fields("secret")), "Where secret values come from"),
                key("connections", table(fields("connection")), "PostgreSQL databases"),
                key("environments", table(fields("environment")), "Where it runs: values, people and policy"),
                key(
                        "lock",
                        either(TEXT, fields("lock")),
                        "What one run holds at a time",
                        "\"db/${{ vars.instance }}\""),
                key("notify", fields("notify block"), "Who is told, and where"),
                key("phases", many(fields("phase")), "The parts of the run, in order")
                        .mandatory(),
                key("rollbacks", many(fields("rollback scenario")), "Named ways back that people decide on"),
                key("groups", table(fields("group")), "Steps under a name, called with `use`"),
                key(
                        Keys.FILES,
                        new Form.MapOf(WORD, false),
                        "Digests of files, written by Tminus into what a run stores"));
    }

    private static List<Key> input() {
        return List.of(
                key(
                                "type",
                                words(
                                        "string",
                                        "text",
                                        "int",
                                        "double",
                                        "bool",
                                        "enum",
                                        "duration",
                                        "time",
                                        "window",
                                        "url",
                                        "list",
                                        "map",
                                        "roles",
                                        "file"),
                                "What is asked for")
                        .mandatory(),
                key("match", PATTERN, "Pattern that the whole text must match", "'\\d{14}_[a-z0-9_]+'"),
                key("values", many(WORD), "The allowed values of an enum"),
                key("default", ANYTHING, "Value where nothing is given"),
                key("help", WORD, "What to answer, for the person who is asked").forPeople(),
                key("optional", FLAG, "Nothing need be given; read with hasValue() and orValue(x)"),
                key("sets", words("run.window", "run.roles"), "What of the run the answer sets"));
    }

    private static List<Key> secret() {
        return List.of(
                key("from", words("file", "env", "command", "aws_secretsmanager", "aws_ssm"), "Where the value is kept")
                        .mandatory(),
                key("name", TEXT, "Name of the variable, secret or parameter"),
                key("path", TEXT, "Path of the file"),
                key("command", many(TEXT), "Command that prints it, without a shell"),
                key("key", TEXT, "Field of a value that is a JSON object"));
    }

    private static List<Key> connection() {
        return List.of(
                key("url", TEXT, "JDBC URL or libpq URI; Prisma's ?schema= is understood")
                        .withSecrets(),
                key("host", TEXT, "Host, where there is no url").withSecrets(),
                key("port", TEXT, "Port").withSecrets(),
                key("dbname", TEXT, "Database").withSecrets(),
                key("user", TEXT, "User").withSecrets(),
                key("password", TEXT, "Password, from a secret").withSecrets(),
                key("sslmode", words("disable", "allow", "prefer", "require", "verify-ca", "verify-full"), "TLS"),
                key("sslrootcert", TEXT, "Certificates to trust"),
                key("schema", TEXT, "First schema of the search path").withSecrets(),
                key("lock_timeout", DURATION, "How long a statement waits for a lock", "5s"),
                key("statement_timeout", DURATION, "How long a statement may take", "5m"),
                key("connect_timeout", DURATION, "How long connecting may take", "10s"),
                key("role", TEXT, "Role to SET ROLE to after connecting"));
    }

    private static List<Key> lock() {
        return List.of(
                key("name", TEXT, "What is locked").mandatory(),
                key("from", name(Target.PHASE), "First phase that holds it"),
                key("to", name(Target.PHASE), "Last phase that holds it"));
    }

    private static List<Key> phase() {
        return List.of(
                key("id", ID, "Its name in commands and expressions").mandatory(),
                key("name", WORD, "What people call it").forPeople(),
                key("at", new Form.Leaf(Kind.AT, false), "When it starts, relative to the window", "T-7d"),
                key(
                        "after",
                        new Form.Leaf(Kind.AFTER, false),
                        "When it starts, relative to a phase's end",
                        "during + 1h"),
                key("if", EXPRESSION, "Left out where this is false"),
                key("by", ROLES, "Who answers for its steps that name nobody"),
                key("window", words("required"), "Its steps start only inside the window"),
                key(
                        "requires",
                        oneOrMany(either(name(Target.PHASE), fields("requirement"))),
                        "Phases that must be done",
                        "[week_before, { phase: day_before, max_age: 2d }]"),
                key("on_failure", CHOICE, "Where a failure of its steps leads that state nothing", "rollback/failed"),
                key("docs", WORD, "Where more is written about it").forPeople(),
                key("help", WORD, "Shown while it runs").forPeople(),
                key("steps", STEPS, "What is done, in order").mandatory());
    }

    private static List<Key> requirement() {
        return List.of(
                key("phase", name(Target.PHASE), "The phase").mandatory(),
                key("max_age", FIXED_DURATION, "How long ago it may have ended", "2d"));
    }

    private static List<Key> scenario() {
        return List.of(
                key("id", ID, "Its name in commands and jumps").mandatory(),
                key("name", WORD, "What people call it").forPeople(),
                key("symptoms", WORD, "How one knows that this is the case").forPeople(),
                key("loses", TEXT, "What data is lost by it").mandatory(),
                key("if", EXPRESSION, "When it can be used at all"),
                key("approve", APPROVAL, "Who must approve it", "{ by: [dba], need: 1 }"),
                key("before", STEPS, "Steps before any undo"),
                key("undo", FLAG, "Undo finished steps first, newest first"),
                key("keep_open", STEP_NAMES, "Steps whose effects stay open"),
                key("estimate", DURATION, "How long it takes").forPeople(),
                key("docs", WORD, "Where more is written about it").forPeople(),
                key("help", WORD, "Shown while it runs").forPeople(),
                key("steps", STEPS, "What is done"),
                key("then", words("end", "resume", "retry"), "What comes after it"));
    }

    private static List<Key> group() {
        return List.of(
                key("name", WORD, "What people call it").forPeople(),
                key("docs", WORD, "Where more is written about it").forPeople(),
                key("help", WORD, "What it is for").forPeople(),
                key("inputs", INPUTS, "What the caller gives with `with`"),
                key("outputs", table(ANYTHING), "Expressions the caller reads as steps.CALLER.result.NAME"),
                key("steps", STEPS, "What is done, in order").mandatory());
    }
}
