package dev.tminus.app.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One table to see that data is kept. */
final class Rows {
    private Rows() {}

    static void add(ServerAddress address) throws SQLException {
        query(address, """
                select pg_advisory_xact_lock(1); -- until the commit: two creations at once would clash in the catalog
                create table if not exists visit (at timestamptz default now());
                insert into visit default values""");
    }

    static String count(ServerAddress address) throws SQLException {
        return query(address, "select count(*) from visit");
    }

    static String query(ServerAddress address, String sql) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(address.url("postgres"), address.user(), address.password());
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            if (!rows) {
                return "";
            }
            try (ResultSet result = statement.getResultSet()) {
                result.next();
                return result.getString(1);
            }
        }
    }
}
