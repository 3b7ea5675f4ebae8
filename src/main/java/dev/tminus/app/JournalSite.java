package dev.tminus.app;

import dev.tminus.app.cli.desk.JournalPlace;
import dev.tminus.app.embedded.EmbeddedServer;
import dev.tminus.app.settings.JournalUrl;
import dev.tminus.app.settings.Settings;
import dev.tminus.journal.Journal;
import dev.tminus.journal.postgres.JournalAddress;
import dev.tminus.journal.postgres.PostgresJournal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Where a journal lies: in the database that was named, or in the user's own embedded server. */
record JournalSite(Settings settings, Map<String, String> variables, String person) {

    JournalPlace place(Optional<String> option) {
        return settings.journal(option)
                .map(named ->
                        new JournalPlace(JournalUrl.of(named, variables, person).shown(), named.saidBy(), false))
                .orElseGet(() -> new JournalPlace(server().home().toString(), "default", true));
    }

    /** @param atClose told what is to be done once the journal is closed */
    Journal open(Optional<String> option, InstantSource clock, Consumer<Runnable> atClose) {
        JournalAddress address = settings.journal(option)
                .map(named -> JournalUrl.of(named, variables, person))
                .map(url -> new JournalAddress(url.jdbc(), url.user(), url.password(), patience()))
                .orElseGet(() -> visited(atClose));
        return PostgresJournal.open(address, clock);
    }

    private JournalAddress visited(Consumer<Runnable> atClose) {
        EmbeddedServer.Visit visit = server().join();
        atClose.accept(visit::close);
        return new JournalAddress(
                visit.address().url("postgres"),
                visit.address().user(),
                visit.address().password(),
                patience());
    }

    EmbeddedServer server() {
        return EmbeddedServer.ofUser(variables);
    }

    /** Set shorter by tests that stop the journal's server. */
    private static Duration patience() {
        return Wiring.set("tminus.patience", JournalAddress.PATIENCE);
    }
}
