package dev.tminus.app.chaos;

import dev.tminus.app.postgres.TestServer;
import dev.tminus.journal.History;
import dev.tminus.journal.Journal;
import dev.tminus.journal.postgres.JournalAddress;
import dev.tminus.journal.postgres.PostgresJournal;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
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

    /** Makes a role that must give its password, which no other role of the tests' server must. */
    void addRoleWithPassword(String role) throws IOException, SQLException {
        execute("create role " + role + " login password 'right-password'");
        Path rules = Path.of(rows("show hba_file").get(0));
        Files.writeString(rules, "host all " + role + " all scram-sha-256\n" + Files.readString(rules));
        execute("select pg_reload_conf()");
        boolean trusted = true;
        while (trusted) { // the server reads the rules a moment after it was told to
            trusted = accepts(role);
        }
    }

    private boolean accepts(String role) {
        String jdbc = url().replace("postgresql://postgres:postgres@", "jdbc:postgresql://");
        try (Connection connection = DriverManager.getConnection(jdbc, role, "no-password")) {
            return connection.isValid(1);
        } catch (SQLException refused) {
            return false;
        }
    }
}
