package dev.tminus.app.postgres.records;

import dev.tminus.app.postgres.schema.SchemaPrint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/**
 * The schema {@code tminus} on the target: what a run leaves there so that a later look can tell what happened.
 *
 * <p>{@code step} holds a marker for each step whose transaction committed. {@code fence} holds the newest epoch of a
 * run: a transaction of an older one is refused before it commits. {@code fingerprint} holds the schema as it was.
 */
public final class TargetRecords {

    /** Sessions of several runs may find the schema missing at once. */
    private static final long SETUP_LOCK = 8_435_123_977L;

    /** The role may not create it, or the server takes no writes. */
    private static final Set<String> NOT_ALLOWED = Set.of("42501", "25006");

    private static final String SETUP = """
            create schema if not exists tminus;
            comment on schema tminus is 'Records of Tminus runs; may be dropped when no run is open';
            create table if not exists tminus.fence (
                run text primary key,
                epoch bigint not null
            );
            create table if not exists tminus.step (
                run text not null,
                step text not null,
                attempt integer not null,
                result text not null,
                committed_at timestamptz not null default now(),
                primary key (run, step, attempt)
            );
            create table if not exists tminus.fingerprint (
                run text not null,
                step text not null,
                digest text not null,
                lines text not null,
                taken_at timestamptz not null default now(),
                primary key (run, step)
            );
            """;

    private final Connection connection;

    public TargetRecords(Connection connection) {
        this.connection = connection;
    }

    boolean exist() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select count(*) from pg_tables where schemaname = 'tminus'"
                        + " and tablename in ('fence', 'step', 'fingerprint')")) {
            return found.next() && found.getInt(1) == 3;
        }
    }

    /** Creates the tables where they are missing; false where that, or writing to them, is not allowed. */
    public boolean ready() throws SQLException {
        if (!exist()) {
            create();
        }
        try (Statement statement = connection.createStatement();
                ResultSet allowed = statement.executeQuery("""
                        select current_setting('transaction_read_only') = 'off'
                          and coalesce(bool_and(has_table_privilege(c.oid, 'select, insert, update')), false)
                          and count(*) = 3 and bool_and(has_schema_privilege(n.oid, 'usage'))
                        from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = 'tminus' and c.relname in ('fence', 'step', 'fingerprint')
                        """)) {
            return allowed.next() && allowed.getBoolean(1);
        }
    }

    private void create() throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(" + SETUP_LOCK + ")");
            statement.execute(SETUP);
            connection.commit();
        } catch (SQLException failed) {
            if (!NOT_ALLOWED.contains(Optional.ofNullable(failed.getSQLState()).orElse(""))) {
                throw failed;
            }
            connection.rollback();
        }
        connection.setAutoCommit(true);
    }

    /** From now on this epoch of the run is the newest; waits for a commit of an older one that is on its way. */
    public void fence(String run, long epoch) throws SQLException {
        update(
                "insert into tminus.fence as f (run, epoch) values (?, ?)"
                        + " on conflict (run) do update set epoch = greatest(f.epoch, excluded.epoch)",
                run,
                epoch);
    }

    /** False when a newer engine has taken the run over; until the transaction ends, none can. */
    public boolean holdsFence(String run, long epoch) throws SQLException {
        return one("select epoch::text from tminus.fence where run = ? and epoch = ? for share", run, epoch)
                .isPresent();
    }

    /** A poll repeats its statements within one attempt: the marker tells of the last time. */
    public void mark(StepKey key, String result) throws SQLException {
        update(
                "insert into tminus.step (run, step, attempt, result) values (?, ?, ?, ?)"
                        + " on conflict (run, step, attempt) do update set result = excluded.result, committed_at = now()",
                key.run(),
                key.step(),
                key.attempt(),
                result);
    }

    /** The result that was committed with the attempt. */
    public Optional<String> marked(StepKey key) throws SQLException {
        return one(
                "select result from tminus.step where run = ? and step = ? and attempt = ?",
                key.run(),
                key.step(),
                key.attempt());
    }

    void keepFingerprint(String run, String step, SchemaPrint fingerprint) throws SQLException {
        update(
                "insert into tminus.fingerprint (run, step, digest, lines) values (?, ?, ?, ?)"
                        + " on conflict (run, step) do nothing",
                run,
                step,
                fingerprint.digest(),
                String.join("\n", fingerprint.lines()));
    }

    /** The same, in place of what is kept under that name. */
    void replaceFingerprint(String run, String step, SchemaPrint fingerprint) throws SQLException {
        update(
                "insert into tminus.fingerprint (run, step, digest, lines) values (?, ?, ?, ?) on conflict (run, step)"
                        + " do update set digest = excluded.digest, lines = excluded.lines, taken_at = now()",
                run,
                step,
                fingerprint.digest(),
                String.join("\n", fingerprint.lines()));
    }

    /** The lines of the fingerprint kept for that step. */
    Optional<SchemaPrint> fingerprint(String run, String step) throws SQLException {
        return one("select lines from tminus.fingerprint where run = ? and step = ?", run, step)
                .map(lines -> SchemaPrint.of(lines.lines().toList()));
    }

    /** The first one kept in the run: the schema before anything was changed. */
    Optional<SchemaPrint> firstFingerprint(String run) throws SQLException {
        return one("select lines from tminus.fingerprint where run = ? order by taken_at limit 1", run)
                .map(lines -> SchemaPrint.of(lines.lines().toList()));
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values)) {
            statement.executeUpdate();
        }
    }

    private Optional<String> one(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(sql, values);
                ResultSet found = statement.executeQuery()) {
            return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
        }
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int index = 0; index < values.length; index++) {
            statement.setObject(index + 1, values[index]);
        }
        return statement;
    }
}
