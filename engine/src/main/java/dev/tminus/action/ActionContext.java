package dev.tminus.action;

import dev.tminus.book.Values;
import dev.tminus.run.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What an action is given: its inputs and everything of the run it may use. */
public interface ActionContext {

    RunId run();

    /** The key of the step, {@code ramp[2]/settle}. */
    String step();

    int attempt();

    /** The epoch of the engine; part of {@code application_name} on the target, so that a newer one can end us. */
    long epoch();

    String environment();

    boolean rehearsal();

    /** The inputs as resolved, secrets in place: never log, print or return them. */
    Map<String, Object> inputs();

    /** The inputs with {@code ***name***} in place of secrets, for messages. */
    Map<String, Object> shownInputs();

    /** The settings of a declared connection, secrets in place. A name that is not declared gives nothing. */
    Optional<Map<String, Object>> connection(String name);

    /** Where AWS is asked in this environment: {@code region}, {@code profile}, {@code endpoint}, each only if written. */
    Map<String, Object> aws();

    /** What the last look of this attempt left ({@link dev.tminus.run.Outcome.NotYet#progress}); none at first. */
    Values earlier();

    /** The folder of the runbook: relative paths begin there. */
    Path folder();

    /** A folder of the run's own, readable by its user only, kept until the run is over and its output is stored. */
    Path privateFolder();

    /** Hides secrets; everything that leaves the action goes through it. */
    Masker masker();

    /** Where output goes, already masked, as it comes. */
    OutputSink output();

    Instant startedAt();

    /** When the attempt must have ended; the engine interrupts soon after. */
    Optional<Instant> deadline();

    Duration grace();

    /** Whether the step says {@code destructive: true}, which people approved. */
    boolean destructive();

    /** Whether a secret will be captured from the result: then nothing of it may be kept outside the process. */
    boolean capturesSecret();

    /** The names of steps done earlier whose results an action may need, such as a migration to clean up after. */
    Optional<Values> resultOf(String step);

    /**
     * What this step's result was in the last rehearsal of the same runbook digest that succeeded; empty in a rehearsal,
     * and where there is none in this journal.
     */
    Optional<Values> rehearsed();
}
