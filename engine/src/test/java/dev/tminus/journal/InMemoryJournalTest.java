package dev.tminus.journal;

import java.time.InstantSource;

class InMemoryJournalTest implements JournalContract, SharingContract, OutboxContract {
    private final Journal journal = new InMemoryJournal(InstantSource.system());

    @Override
    public Journal journal() {
        return journal;
    }
}
