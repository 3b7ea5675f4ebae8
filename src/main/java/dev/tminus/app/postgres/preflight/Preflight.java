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
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The questions of {@code pg.preflight}; only those are asked that the step names. */
final class Preflight {

    /** Written and taken back at once; it must not wait behind anyone. */
    private static final String TRIAL = """
            set local lock_timeout = '2s';
            create table tminus_preflight (i int primary key, t text);
            insert into tminus_preflight values (1, 'a');
            update tminus_preflight set t = 'b';
            delete from tminus_preflight where t = 'b';
            """;

    /** The least of what the server, the role and the database still allow; -1 stands for no limit of its own. */
    private static final String CONNECTIONS = """
            select least(
              current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                - coalesce(current_setting('reserved_connections', true)::int, 0)
                - (select count(*) from pg_stat_activity where coalesce(backend_type, 'client backend') = 'client backend'),
              (select case when rolconnlimit < 0 then null else rolconnlimit
                 - (select count(*) from pg_stat_activity where usename = current_user) end from pg_roles where rolname = current_user),
              (select case when datconnlimit < 0 then null else datconnlimit
                 - (select count(*) from pg_stat_activity where datname = current_database()) end
               from pg_database where datname = current_database()))
            """;

    /** What sessions of other roles do, their very kind included, is hidden from a role without pg_read_all_stats. */
    private static final String TRANSACTIONS = """
            select coalesce(extract(epoch from max(clock_timestamp() - xact_start)) * 1000, 0)::bigint,
              count(*) filter (where backend_type is null),
              (array_agg('process ' || pid || ' of ' || usename || ' (' || application_name || ')' order by xact_start) filter (where xact_start is not null))[1]
            from pg_stat_activity
            where coalesce(backend_type, 'client backend') = 'client backend' and pid <> pg_backend_pid() and datname = current_database()
            """;

    private static final String PREPARED =
            "select gid || ' since ' || prepared from pg_prepared_xacts where database = current_database() order by prepared";

    private static final String OWNED =
            "select exists (select from pg_class where oid = to_regclass(?) and pg_has_role(current_user, relowner, 'usage'))";

    private final Connection connection;
    private final Inputs wanted;

    Preflight(Connection connection, Inputs wanted) {
        this.connection = connection;
        this.wanted = wanted;
    }

    List<Finding> findings() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        findings.add(session());
        if (wanted.flag("writable")) {
            findings.add(writable());
        }
        Optional<Long> connections = wanted.number("connections_left");
        if (connections.isPresent()) {
            findings.add(connectionsLeft(connections.get()));
        }
        Optional<Duration> longest = wanted.duration("longest_transaction");
        if (longest.isPresent()) {
            findings.add(longestTransaction(longest.get()));
        }
        list(findings, "no_invalid_indexes", Catalog.INVALID_INDEXES);
        list(findings, "no_unvalidated_constraints", Catalog.UNVALIDATED_CONSTRAINTS);
        list(findings, "no_prepared_transactions", PREPARED);
        for (String table : wanted.texts("owns")) {
            findings.add(owned(TableName.of(table)));
        }
        findings.addAll(new ServerPreflight(connection, wanted).findings(left()));
        return findings;
    }

    /** That a session came about is a finding too, and says where the others were made. */
    private Finding session() throws SQLException {
        String query =
                "select current_user || ' in ' || current_database() || ' on PostgreSQL ' || current_setting('server_version')";
        return new Finding("session", true, Catalog.texts(connection, query).get(0), "a session", query);
    }

    private Finding writable() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(TRIAL);
            return new Finding("writable", true, "created, filled and taken back", "a table of its own", TRIAL.strip());
        } catch (SQLException refused) {
            if (ServerError.connectionLost(refused)) {
                throw refused;
            }
            return new Finding("writable", false, ServerError.sentence(refused), "a table of its own", TRIAL.strip());
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        }
    }

    private Finding connectionsLeft(long least) throws SQLException {
        long left = left();
        return new Finding(
                "connections_left", left >= least, Long.toString(left), "at least " + least, CONNECTIONS.strip());
    }

    private long left() throws SQLException {
        return Long.parseLong(Catalog.texts(connection, CONNECTIONS).get(0));
    }

    private Finding longestTransaction(Duration longest) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(TRANSACTIONS)) {
            found.next();
            Duration oldest = Duration.ofMillis(found.getLong(1));
            long hidden = found.getLong(2);
            String who = Optional.ofNullable(found.getString(3))
                    .map(text -> " (" + text + ")")
                    .orElse("");
            String text = hidden == 0
                    ? (who.isEmpty() ? "none" : Durations.text(oldest) + who)
                    : "%d sessions that this role may not look at (grant pg_read_all_stats)".formatted(hidden);
            return new Finding(
                    "longest_transaction",
                    hidden == 0 && oldest.compareTo(longest) <= 0,
                    text,
                    "at most " + Durations.text(longest),
                    TRANSACTIONS.strip());
        }
    }

    private void list(List<Finding> findings, String key, String query) throws SQLException {
        if (wanted.flag(key)) {
            findings.add(Finding.none(key, Catalog.texts(connection, query), query));
        }
    }

    private Finding owned(TableName table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OWNED)) {
            statement.setString(1, table.quoted());
            try (ResultSet found = statement.executeQuery()) {
                boolean ok = found.next() && found.getBoolean(1);
                return new Finding("owns " + table, ok, ok ? "yes" : "no such table, or another owner", "yes", OWNED);
            }
        }
    }
}
