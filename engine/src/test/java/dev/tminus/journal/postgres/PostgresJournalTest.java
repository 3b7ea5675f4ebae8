package dev.tminus.journal.postgres;

import dev.tminus.journal.Journal;
import dev.tminus.journal.JournalContract;
import dev.tminus.journal.OutboxContract;
import dev.tminus.journal.SharingContract;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

class PostgresJournalTest implements JournalContract, SharingContract, OutboxContract {
    private final Journal journal = PostgresJournal.open(TestDatabases.journal(), InstantSource.system());

    @AfterEach
    void close() {
        journal.close();
    }

    @Override
    public Journal journal() {
        return journal;
    }
}
