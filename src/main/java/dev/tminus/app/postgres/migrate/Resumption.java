package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.migrate.StatementJournal.Entry;
import dev.tminus.app.postgres.migrate.StatementJournal.State;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Where a migration goes on whose statements stand alone and that did not come to its end: told by the statement journal
 * and the catalog, never guessed.
 *
 * @param next the statement to send next, from 1; one more than there are where all are done
 * @param drop the invalid index that an earlier attempt of this step left behind and that is in the way
 */
record Resumption(int next, Optional<String> drop) {

    static final Resumption BEGINNING = new Resumption(1, Optional.empty());

    /** Of a migration that this step began; empty where only a person can tell. */
    static Optional<Resumption> of(
            StatementJournal journal, Connection connection, Migration migration, List<Part> parts)
            throws SQLException {
        List<Entry> entries = journal.entries(migration);
        int done = 0;
        while (done < entries.size()
                && entries.get(done).number() == done + 1
                && entries.get(done).state() == State.DONE) {
            done++;
        }
        if (entries.size() > done + 1 || done > parts.size()) {
            return Optional.empty();
        }
        if (entries.size() == done) {
            // What is not noted was not sent, or was taken back together with its note.
            return Optional.of(new Resumption(done + 1, Optional.empty()));
        }
        return after(entries.get(done), parts.get(done), connection);
    }

    private static Optional<Resumption> after(Entry open, Part part, Connection connection) throws SQLException {
        Resumption again = new Resumption(open.number(), Optional.empty());
        return switch (part.nature()) {
            case TRANSACTIONAL, REPEATABLE -> Optional.of(again);
            case DROPS_INDEX ->
                part.index().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                Leftover.isThere(connection, part.index())
                                        ? again
                                        : new Resumption(open.number() + 1, Optional.empty()));
            case BUILDS_INDEX -> built(open, part, connection);
            case ONCE -> Optional.empty();
        };
    }

    private static Optional<Resumption> built(Entry open, Part part, Connection connection) throws SQLException {
        if (part.index().isEmpty() || open.indexWasThere()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (Leftover.of(connection, part.index().get())) {
                    case ABSENT -> new Resumption(open.number(), Optional.empty());
                    case INVALID -> new Resumption(open.number(), part.index());
                    case VALID -> new Resumption(open.number() + 1, Optional.empty());
                });
    }
}
