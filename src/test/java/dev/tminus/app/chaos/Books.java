package dev.tminus.app.chaos;

import dev.tminus.app.postgres.TestServer;
import dev.tminus.journal.History;
import dev.tminus.journal.Journal;
import dev.tminus.journal.postgres.JournalAddress;
import dev.tminus.journal.postgres.PostgresJournal;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/** A journal in a database of the tests' server, read beside the program. */
record Books(String database) {

    static Books create() throws SQLException {
        return new Books(TestServer.newDatabase());
    }

    String url() {
        return TestServer.url(database);
    }

    /** Checked against the hashes and the head while it is read. */
    List<RunEvent> events(String run) {
        String jdbc = url().replace("postgresql://postgres:postgres@", "jdbc:postgresql://");
        try (Journal journal =
                PostgresJournal.open(JournalAddress.of(jdbc, "postgres", "postgres"), InstantSource.system())) {
            History history = journal.read(new RunId(run));
            return history.events();
        }
    }

    List<String> rows(String sql) throws SQLException {
        try (Connection connection = TestServer.connect(database)) {
            return TestServer.rows(connection, sql);
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = TestServer.connect(database)) {
            TestServer.execute(connection, sql);
        }
    }
}
