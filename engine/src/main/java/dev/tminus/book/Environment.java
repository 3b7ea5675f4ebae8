package dev.tminus.book;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a runbook runs: values, people and policy.
 *
 * @param people people by role
 * @param immediate whether phases do not wait for their dates
 * @param stubs executables that stand in for actions, by action name
 * @param triesRollback whether rehearsals try the way back on copies of the databases, step by step
 */
public record Environment(
        String name,
        boolean rehearsal,
        Map<String, Template> vars,
        Map<String, Secret> secrets,
        Map<String, Connection> connections,
        Map<String, List<String>> people,
        Policy policy,
        boolean immediate,
        Map<String, String> stubs,
        Map<String, Template> aws,
        ProvesRollback triesRollback) {

    public Environment {
        vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
        secrets = Map.copyOf(secrets);
        connections = Map.copyOf(connections);
        people = Map.copyOf(people);
        stubs = Map.copyOf(stubs);
        aws = Map.copyOf(aws);
    }

    /** The executable that stands in for an action here; only rehearsals have any. */
    public Optional<String> standIn(String action) {
        return rehearsal ? Optional.ofNullable(stubs.get(action)) : Optional.empty();
    }

    /** Whether runs here try their way back; only rehearsals do. */
    public ProvesRollback provesRollback() {
        return rehearsal ? triesRollback : ProvesRollback.NEVER;
    }

    /** Whether the way back is tried. */
    public enum ProvesRollback {
        NEVER,
        /** Where the database is small, which is what nobody needs to ask for. */
        WHERE_CHEAP,
        ALWAYS
    }

    /**
     * How much a run here counts, in a word or two: production is whatever is neither a rehearsal nor lets a file answer
     * for people, approvals included.
     */
    public String weight() {
        boolean people = policy.answers() != Answers.ALL;
        return rehearsal ? (people ? "REHEARSAL" : "AUTOMATED REHEARSAL") : people ? "PRODUCTION" : "DEMO";
    }

    /**
     * What an environment insists on.
     *
     * @param confirmById the runbook's id must be typed at the start
     * @param planLocked a plan that was approved may not be amended without a new approval
     * @param required steps that cannot be skipped
     * @param lint no run begins while there is risky SQL in it, unless a person sets that aside
     * @param riskyAtConsole what is destructive or passes a point of no return is approved at the console, not in a chat
     */
    public record Policy(
            boolean selfApproval,
            boolean confirmById,
            Answers answers,
            boolean planLocked,
            Optional<Rehearsed> rehearsed,
            List<String> required,
            boolean lint,
            boolean riskyAtConsole) {
        public static final Policy DEFAULT =
                new Policy(false, false, Answers.NONE, false, Optional.empty(), List.of(), false, false);

        public Policy {
            required = List.copyOf(required);
        }
    }

    /** Which people's steps an answers file may answer. */
    public enum Answers {
        NONE,
        /** Manual, ask, decide and confirm. */
        QUESTIONS,
        /** Approvals too. */
        ALL
    }

    /** That the same runbook was rehearsed with success within a time. */
    public record Rehearsed(Duration within, Optional<String> in, List<String> rollbacks) {
        public Rehearsed {
            rollbacks = List.copyOf(rollbacks);
        }
    }
}
