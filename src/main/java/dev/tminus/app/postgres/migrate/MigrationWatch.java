package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.trace.Contract;
import dev.tminus.app.postgres.trace.Footprint;
import dev.tminus.app.postgres.trace.OutsideContract;
import dev.tminus.app.postgres.trace.Recorder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What watches a deployment of migrations: says which statement runs, takes its footprint, holds it against the rehearsed
 * one before the commit, and knows the journal in which statements that stand alone are noted.
 */
final class MigrationWatch {

    private final Optional<Recorder> recorder;
    private final Optional<StatementJournal> journal;
    private final Terms terms;
    private final Consumer<String> say;
    private final Beginning beginning;
    private final Map<String, List<Footprint>> footprints = new LinkedHashMap<>();
    private @Nullable Migration migration;
    private int statements;
    private String current = "";

    /**
     * What is agreed for a step.
     *
     * @param rehearsed the footprints of the last successful rehearsal, by migration
     * @param hasRehearsal whether there was one at all
     * @param enforced false where a difference is only said
     * @param dropInvalidIndex consent to drop an invalid index that this step left behind
     */
    record Terms(
            Map<String, List<Footprint>> rehearsed, boolean hasRehearsal, boolean enforced, boolean dropInvalidIndex) {
        static final Terms NONE = new Terms(Map.of(), false, false, false);

        /** A migration that the rehearsal found applied already, or never saw. */
        boolean lacks(String migration) {
            return hasRehearsal && !rehearsed.containsKey(migration);
        }
    }

    /** What is done just before a migration is sent; the connection is outside a transaction. */
    interface Beginning {
        void of(Migration migration) throws SQLException;
    }

    MigrationWatch(Optional<Recorder> recorder, Optional<StatementJournal> journal, Terms terms, Consumer<String> say) {
        this(recorder, journal, terms, say, migration -> {});
    }

    MigrationWatch(
            Optional<Recorder> recorder,
            Optional<StatementJournal> journal,
            Terms terms,
            Consumer<String> say,
            Beginning beginning) {
        this.beginning = beginning;
        this.recorder = recorder;
        this.journal = journal;
        this.terms = terms;
        this.say = say;
    }

    /** Sees nothing and notes nothing. */
    static MigrationWatch none() {
        return new MigrationWatch(Optional.empty(), Optional.empty(), Terms.NONE, line -> {});
    }

    Optional<StatementJournal> journal() {
        return journal;
    }

    boolean mayDropInvalidIndex() {
        return terms.dropInvalidIndex();
    }

    /** Whether there was a rehearsal, and it did not apply this migration. */
    boolean wasNotRehearsed(String name) {
        return terms.lacks(name);
    }

    /** The footprints of a migration that went through, statement by statement. */
    List<Footprint> footprints(String name) {
        return List.copyOf(footprints.getOrDefault(name, List.of()));
    }

    void say(String line) {
        say.accept(line);
    }

    void begins(Migration next, Sending sending) throws SQLException {
        beginning.of(next);
        migration = next;
        statements = Math.max(1, sending.parts().size());
        footprints.put(next.name(), new ArrayList<>());
        say("%s: %d %s, %s"
                .formatted(next.name(), statements, statements == 1 ? "statement" : "statements", sending.why()));
        if (wasNotRehearsed(next.name())) {
            say(
                    "%s: NOT REHEARSED, it was not applied in the rehearsal: nothing holds its statements to what they may do"
                            .formatted(next.name()));
        }
    }

    /** The session has begun a transaction and sent nothing else in it; what an earlier try did is forgotten. */
    void transactionBegun(boolean whole) throws SQLException {
        current = "";
        if (whole) {
            own().clear();
        }
        if (recorder.isPresent()) {
            recorder.get().begun();
        }
    }

    /** Sends a statement inside the transaction; throws where its footprint is not what was rehearsed. */
    void inTransaction(int number, Part part, Recorder.Sending sending) throws SQLException {
        say(line(number, part.shown()));
        current = "statement %d of %d (%s)".formatted(number, statements, part.shown());
        if (recorder.isEmpty()) {
            sending.send();
        } else {
            judge(number, part, recorder.get().inTransaction(part.text(), sending), terms.enforced());
        }
        current = "";
    }

    /** The statement of a transaction that was sent and has not succeeded; empty where there is none. */
    String current() {
        return current;
    }

    /** The transaction is committed: its locks are given back. */
    void committed(int first) {
        List<Footprint> whole = recorder.map(Recorder::committed).orElse(List.of());
        own().addAll(whole);
        for (int at = 0; at < whole.size(); at++) {
            tell(first + at, whole.get(at));
        }
    }

    /** Sends what commits by itself; what it does cannot be taken back, so a difference is only said. */
    void alone(int number, Part part, Recorder.Sending sending) throws SQLException {
        say(line(number, part.shown()));
        if (recorder.isEmpty()) {
            sending.send();
            return;
        }
        Footprint footprint = recorder.get().alone(part.text(), sending);
        own().add(footprint);
        tell(number, footprint);
        judge(number, part, footprint, false);
    }

    private void judge(int number, Part part, Footprint footprint, boolean enforced) throws SQLException {
        Optional<Footprint> agreed = rehearsed(number, footprint);
        List<String> differences =
                agreed.map(then -> Contract.check(then, footprint)).orElse(List.of());
        if (differences.isEmpty()) {
            return;
        }
        String where = "Statement %d of %d (%s)".formatted(number, statements, part.shown());
        if (enforced) {
            throw new OutsideContract(where, differences);
        }
        differences.forEach(difference -> say(where + " is not as rehearsed: it " + difference));
    }

    private Optional<Footprint> rehearsed(int number, Footprint footprint) {
        List<Footprint> those = terms.rehearsed().getOrDefault(name(), List.of());
        return those.size() < number
                ? Optional.empty()
                : Optional.of(those.get(number - 1))
                        .filter(then -> then.statement().equals(footprint.statement()));
    }

    private void tell(int number, Footprint footprint) {
        say(line(number, String.join(", ", footprint.words())));
    }

    private String line(int number, String what) {
        return "%s, statement %d of %d: %s".formatted(name(), number, statements, what);
    }

    private List<Footprint> own() {
        return footprints.computeIfAbsent(name(), none -> new ArrayList<>());
    }

    private String name() {
        Migration now = migration;
        return now == null ? "" : now.name();
    }
}
