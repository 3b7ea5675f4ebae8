package dev.tminus.app.postgres;

import dev.tminus.app.ScriptedContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database of its own for each test, and a connection to it that is closed afterwards. */
public final class OwnDatabase implements BeforeEachCallback, AfterEachCallback {

    private final List<String> statements;
    private String name = "";
    private Connection connection;

    private OwnDatabase(List<String> statements) {
        this.statements = statements;
    }

    public static OwnDatabase with(String... statements) {
        return new OwnDatabase(List.of(statements));
    }

    public static OwnDatabase empty() {
        return with();
    }

    @Override
    public void beforeEach(ExtensionContext test) throws SQLException {
        name = TestServer.newDatabase();
        connection = connect();
        for (String statement : statements) {
            execute(statement);
        }
    }

    @Override
    public void afterEach(ExtensionContext test) throws SQLException {
        connection.close();
    }

    public String name() {
        return name;
    }

    public String url() {
        return TestServer.url(name);
    }

    public Connection connection() {
        return connection;
    }

    /** Another session, for the caller to close. */
    public Connection connect() throws SQLException {
        return TestServer.connect(name);
    }

    public void execute(String sql) throws SQLException {
        TestServer.execute(connection, sql);
    }

    public List<String> rows(String sql) throws SQLException {
        return TestServer.rows(connection, sql);
    }

    /** Of a step that works on this database. */
    public ScriptedContext context(Path folder) {
        return new ScriptedContext(folder)
                .connection("main", Map.of("url", url()))
                .with("db", "main");
    }
}
