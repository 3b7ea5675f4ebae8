package dev.tminus.app.postgres.preflight;

import dev.tminus.app.postgres.catalog.Catalog;
import dev.tminus.app.postgres.catalog.TableName;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.ServerError;
import dev.tminus.book.Durations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The questions of {@code pg.preflight} about the server: who waits on it, what it holds back, what room is left. */
final class ServerPreflight {

    /** A standby that has replayed everything has no lag, and shows none. */
    private static final String LAG = """
            select coalesce(application_name, '') || ' ' || coalesce(client_addr::text, 'local'),
              coalesce(extract(epoch from replay_lag) * 1000, 0)::bigint, state is null
            from pg_stat_replication order by 2 desc
            """;

    private static final String SLOTS = """
            select slot_name || ' (' || case when active then 'active' else 'inactive' end || ', ' || coalesce(wal_status, 'unknown') || ')',
              coalesce(pg_wal_lsn_diff(case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end,
                restart_lsn) / 1048576, 0)::bigint
            from pg_replication_slots order by 2 desc
            """;

    /** Both kinds of numbers wrap around at two thousand million. */
    private static final String WRAPAROUND =
            "select least(2147483647 - max(age(datfrozenxid)), 2147483647 - max(mxid_age(datminmxid))) from pg_database";

    private static final String VACUUMS = """
            select 'process ' || a.pid || ': ' || left(a.query, 100) from pg_stat_activity a
            where a.datname = current_database() and (a.query like '%(to prevent wraparound)%' and a.backend_type = 'autovacuum worker'
              or a.pid in (select pid from pg_stat_progress_cluster)) order by 1
            """;

    private static final String ROOM = "select coalesce(pg_total_relation_size(to_regclass(?)), 0) / 1048576";

    private static final String POOL =
            "select count(*) from pg_stat_activity where usename = ? and backend_type = 'client backend'";

    private static final String MAY_CREATE = "select to_regnamespace(quote_ident(?)) is not null"
            + " and has_schema_privilege(to_regnamespace(quote_ident(?)), 'create')";

    private final Connection connection;
    private final Inputs wanted;

    ServerPreflight(Connection connection, Inputs wanted) {
        this.connection = connection;
        this.wanted = wanted;
    }

    List<Finding> findings(long connectionsLeft) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (String schema : wanted.texts("creates_in")) {
            boolean may = one(MAY_CREATE, schema, schema).equals("t");
            findings.add(new Finding("creates_in " + schema, may, may ? "yes" : "no", "yes", MAY_CREATE));
        }
        Inputs pool = wanted.mapping("pool");
        Optional<Long> most = pool.number("most");
        if (most.isPresent()) {
            findings.add(pool(pool.text("user").orElse(""), most.get(), connectionsLeft));
        }
        Optional<Duration> lag = wanted.duration("replication_lag");
        if (lag.isPresent()) {
            findings.add(lag(lag.get()));
        }
        Optional<Long> slots = wanted.number("slots_behind_mb");
        if (slots.isPresent()) {
            findings.add(slots(slots.get()));
        }
        Optional<Long> numbers = wanted.number("transactions_left");
        if (numbers.isPresent()) {
            long left = Long.parseLong(one(WRAPAROUND));
            findings.add(new Finding(
                    "transactions_left",
                    left >= numbers.get(),
                    Long.toString(left),
                    "at least " + numbers.get(),
                    WRAPAROUND));
        }
        if (wanted.flag("no_stubborn_vacuum")) {
            findings.add(Finding.none("no_stubborn_vacuum", Catalog.texts(connection, VACUUMS), VACUUMS.strip()));
        }
        Inputs room = wanted.mapping("room_for");
        if (!room.texts("tables").isEmpty()) {
            findings.add(room(room.texts("tables"), room.number("free_mb").orElse(0L)));
        }
        findings.addAll(new SettingsPreflight(connection).findings(wanted.mapping("settings")));
        return findings;
    }

    /** What the application's pools may open is there when those they have open are counted as theirs. */
    private Finding pool(String user, long most, long left) throws SQLException {
        long open = Long.parseLong(one(POOL, user));
        return new Finding(
                "pool",
                left + open >= most,
                "%d for user %s (%d open, %d left)".formatted(left + open, user, open, left),
                "at least " + most,
                POOL);
    }

    private Finding lag(Duration most) throws SQLException {
        List<String> behind = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(LAG);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                Duration lag = Duration.ofMillis(found.getLong(2));
                if (found.getBoolean(3)) {
                    behind.add("a standby this role may not look at (grant pg_monitor)");
                } else if (lag.compareTo(most) > 0) {
                    behind.add(found.getString(1) + " by " + Durations.text(lag));
                }
            }
        }
        String said = behind.isEmpty() ? "none behind" : String.join(", ", behind);
        return new Finding("replication_lag", behind.isEmpty(), said, "at most " + Durations.text(most), LAG.strip());
    }

    private Finding slots(long most) throws SQLException {
        List<String> behind = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SLOTS);
                ResultSet found = statement.executeQuery()) {
            while (found.next()) {
                if (found.getLong(2) > most || found.getString(1).contains("lost")) {
                    behind.add("%s %d MB".formatted(found.getString(1), found.getLong(2)));
                }
            }
        }
        String said = behind.isEmpty() ? "none behind" : String.join(", ", behind);
        return new Finding(
                "slots_behind_mb", behind.isEmpty(), said, "at most %d MB each".formatted(most), SLOTS.strip());
    }

    /** A rewrite needs each table with its indexes a second time, and about as much again in the write-ahead log. */
    private Finding room(List<String> tables, long free) throws SQLException {
        long size = 0;
        for (String table : tables) {
            size += Long.parseLong(one(ROOM, TableName.of(table).quoted()));
        }
        long needed = 2 * size;
        return new Finding(
                "room_for",
                free >= needed,
                "%d MB free".formatted(free),
                "%d MB, twice the %d MB of %s".formatted(needed, size, String.join(", ", tables)),
                ROOM);
    }

    private String one(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int index = 0; index < values.length; index++) {
                statement.setString(index + 1, values[index]);
            }
            try (ResultSet found = statement.executeQuery()) {
                found.next();
                return Optional.ofNullable(found.getString(1)).orElse("0");
            }
        }
    }

    /** Settings as the step's own session has them, compared as the server understands them: 5s is 5000ms. */
    private record SettingsPreflight(Connection connection) {

        private static final String SETTING = "select current_setting(?, true)";

        List<Finding> findings(Inputs settings) throws SQLException {
            List<Finding> findings = new ArrayList<>();
            for (Map.Entry<String, Object> setting : settings.map().entrySet()) {
                String is = value(SETTING, setting.getKey());
                String should = understood(setting.getKey(), setting.getValue().toString());
                findings.add(new Finding(
                        "settings " + setting.getKey(), is.equals(should), is, should, "show " + setting.getKey()));
            }
            return findings;
        }

        private String understood(String name, String value) throws SQLException {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement("select set_config(?, ?, true)")) {
                statement.setString(1, name);
                statement.setString(2, value);
                statement.execute();
                return value(SETTING, name);
            } catch (SQLException notSettable) {
                if (ServerError.connectionLost(notSettable)) {
                    throw notSettable;
                }
                return value;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }

        private String value(String sql, String name) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, name);
                try (ResultSet found = statement.executeQuery()) {
                    found.next();
                    return Optional.ofNullable(found.getString(1)).orElse("(no such setting)");
                }
            }
        }
    }
}
