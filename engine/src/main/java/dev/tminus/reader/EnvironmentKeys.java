package dev.tminus.reader;

import static dev.tminus.reader.Forms.ANYTHING;
import static dev.tminus.reader.Forms.FIXED_DURATION;
import static dev.tminus.reader.Forms.FLAG;
import static dev.tminus.reader.Forms.STEP_NAMES;
import static dev.tminus.reader.Forms.TEXT;
import static dev.tminus.reader.Forms.WORD;
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

/** The keys of environments: values, people and policy. */
final class EnvironmentKeys {
    private EnvironmentKeys() {}

    static Map<String, List<Key>> contexts() {
        Map<String, List<Key>> contexts = new LinkedHashMap<>();
        contexts.put("environment", environment());
        contexts.put("policy", policy());
        contexts.put("rehearsed rule", rehearsed());
        contexts.put("pace", List.of(key("phases", words("immediate"), "Phases do not wait for their dates")));
        contexts.put("aws settings", aws());
        return contexts;
    }

    private static List<Key> environment() {
        return List.of(
                key("vars", table(ANYTHING), "Values that win over the runbook's"),
                key("secrets", table(fields("secret")), "Secrets that replace the runbook's"),
                key("connections", table(fields("connection")), "Connections that replace the runbook's"),
                key("roles", table(oneOrMany(WORD)), "People, by role"),
                key("aws", fields("aws settings"), "Region, profile and endpoint of AWS"),
                key("rehearsal", FLAG, "Runs here are rehearsals"),
                key(
                        "prove_rollback",
                        FLAG,
                        "In rehearsals: after each step that changes a database its way back is tried on a copy of that database; true: "
                                + "however large it is, false: never, not said: where it holds no more than 256 MB"),
                key("policy", fields("policy"), "What runs here insist on"),
                key("pace", fields("pace"), "How phases follow each other", "{ phases: immediate }"),
                key(
                        "stubs",
                        // Names of actions have dots, so they are no ids.
                        new Form.MapOf(WORD, false),
                        "Executables that stand in for actions, in rehearsals: the action's name is the argument, its inputs come as "
                                + "JSON on standard input, its result is the JSON on standard output",
                        "{ http: ./stubs/http }"));
    }

    private static List<Key> policy() {
        return List.of(
                key("self_approval", FLAG, "Whether the person who started the run may approve"),
                key("confirm", words("type_id"), "The runbook's id must be typed at the start"),
                key("answers", words("none", "questions", "all"), "Which people's steps an answers file may answer"),
                key("plan", words("locked"), "An approved plan may not change without a new approval"),
                key("rehearsed", fields("rehearsed rule"), "The same runbook must have been rehearsed with success"),
                key("required", STEP_NAMES, "Steps that cannot be skipped"),
                key("lint", words("clean"), "No run begins with risky SQL, unless a person sets that aside"),
                key(
                        "risky_approvals",
                        words("console"),
                        "What is destructive or passes a point of no return is not approved in a chat"));
    }

    private static List<Key> rehearsed() {
        return List.of(
                key("within", FIXED_DURATION, "How old the rehearsal may be", "14d")
                        .mandatory(),
                key("in", name(Target.ENVIRONMENT), "In which environment"),
                key("rollbacks", oneOrMany(name(Target.SCENARIO)), "Scenarios that were rehearsed too"));
    }

    private static List<Key> aws() {
        return List.of(
                key("region", TEXT, "Region", "eu-central-1"),
                key("profile", TEXT, "Profile of the AWS configuration"),
                key("endpoint", TEXT, "Endpoint, where it is not AWS's own"));
    }
}
