package dev.tminus.app.postgres.database;

import dev.tminus.action.ActionContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * The database a step works on, and how its sessions are opened.
 *
 * <p>Every session says in {@code application_name} which run and epoch it belongs to, so that a later engine finds and
 * ends it, and so that an operator who looks at {@code pg_stat_activity} sees who is at work.
 */
public record Target(TargetAddress address, String sessionName) {

    private static final String CONNECT_SECONDS = "10";
    private static final String LOGIN_SECONDS = "15";

    /** No connection is left: of the server, the database or the role. */
    private static final String FULL = "53300";

    /** The last guard against a result that does not fit into memory; the actions' own limits are far below. */
    private static final String MOST_RESULT = "64M";

    /** How statements reach the server. */
    public enum Mode {
        /** One by one, with rows fetched in portions. */
        STATEMENTS("extended"),
        /** A whole text in one message, divided by the server. */
        SCRIPTS("extendedForPrepared");

        private final String property;

        Mode(String property) {
            this.property = property;
        }
    }

    public static Target of(ActionContext context) {
        Inputs inputs = new Inputs(context.inputs());
        String name = inputs.text("db").orElseThrow(() -> new TargetRefused("db is missing; name a connection."));
        Map<String, Object> declared = context.connection(name)
                .orElseThrow(() -> new TargetRefused(
                        "There is no connection '%s'; declare it under connections.".formatted(name)));
        return new Target(
                TargetAddress.of(name, new Inputs(declared), inputs),
                sessionName(context.run().value(), context.epoch()));
    }

    public static String sessionName(String run, long epoch) {
        return "tminus/" + run + "/" + epoch;
    }

    /** The same with another host, port or database. */
    public Target elsewhere(Inputs parts) {
        return new Target(address.elsewhere(parts), sessionName);
    }

    public Connection open() {
        return open(Mode.STATEMENTS);
    }

    /** A session in autocommit mode, with the settings of the connection. */
    public Connection open(Mode mode) {
        try {
            Connection connection = new Driver().connect(address.url(), properties(mode));
            if (connection == null) {
                throw new TargetRefused("The address of %s cannot be read.".formatted(address));
            }
            return prepared(connection);
        } catch (SQLException failed) {
            throw TargetTrouble.refused(address, failed, FULL.equals(failed.getSQLState()) ? holders(mode) : List.of());
        }
    }

    /** Who holds the connections; where the database is full and not the server, another database can be asked. */
    private List<String> holders(Mode mode) {
        Properties properties = properties(mode);
        TargetAddress beside = address.elsewhere(new Inputs(Map.of("dbname", "postgres")));
        try (Connection connection = new Driver().connect(beside.url(), properties)) {
            return connection == null ? List.of() : Holders.lines(new Looking(connection));
        } catch (SQLException | TargetRefused fullToo) {
            return List.of(
                    "Nobody can look who holds them while the server is full; an administrator has connections kept for"
                            + " that: select usename, application_name, state, count(*) from pg_stat_activity group by 1, 2, 3");
        }
    }

    private Properties properties(Mode mode) {
        Properties properties = address.properties();
        properties.setProperty("ApplicationName", sessionName);
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", LOGIN_SECONDS);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("maxResultBuffer", MOST_RESULT);
        properties.setProperty("preferQueryMode", mode.property);
        return properties;
    }

    private Connection prepared(Connection connection) throws SQLException {
        try {
            prepare(connection);
            return connection;
        } catch (SQLException failed) {
            try (connection) {
                throw failed;
            }
        }
    }

    /** Sets a session as the connection and the step want it. */
    void prepare(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("select set_config(?, ?, false)")) {
            // Our scanner and the driver's quoting both rely on it.
            set(statement, "standard_conforming_strings", "on");
            for (Map.Entry<String, String> setting : address.session().entrySet()) {
                set(statement, setting.getKey(), setting.getValue());
            }
        }
    }

    private static void set(PreparedStatement statement, String name, String value) throws SQLException {
        statement.setString(1, name);
        statement.setString(2, value);
        statement.execute();
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
