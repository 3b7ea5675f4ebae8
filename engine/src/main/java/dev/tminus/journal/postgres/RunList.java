package dev.tminus.journal.postgres;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.table;

import dev.tminus.journal.RunFacts;
import dev.tminus.journal.RunFilter;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Lists of runs, newest first, whose conditions are put together as they are asked for. */
final class RunList {

    private static final Field<String> ID = field(name("id"), SQLDataType.VARCHAR);
    private static final Field<String> RUNBOOK = field(name("runbook"), SQLDataType.VARCHAR);
    private static final Field<String> ENVIRONMENT = field(name("environment"), SQLDataType.VARCHAR);
    private static final Field<Boolean> REHEARSAL = field(name("rehearsal"), SQLDataType.BOOLEAN);
    private static final Field<Instant> STARTED_AT = field(name("started_at"), SQLDataType.INSTANT);
    private static final Field<Instant> ENDED_AT = field(name("ended_at"), SQLDataType.INSTANT);

    private RunList() {}

    static List<RunFacts> of(Connection connection, RunFilter filter, int limit) throws SQLException {
        DSLContext on = DSL.using(connection, SQLDialect.POSTGRES, new Settings().withExecuteLogging(false));
        try (ResultSet rows = query(on, filter, limit).fetchResultSet()) {
            List<RunFacts> found = new ArrayList<>();
            while (rows.next()) {
                found.add(RunQueries.facts(rows));
            }
            return found;
        } catch (DataAccessException wrapped) {
            // The session judges the driver's own words.
            if (wrapped.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw wrapped;
        }
    }

    private static ResultQuery<? extends Record> query(DSLContext on, RunFilter filter, int limit) {
        return on.select(RunQueries.COLUMNS.stream()
                        .map(column -> field(name(column)))
                        .toList())
                .from(table(name("tminus", "run")))
                .where(wanted(filter))
                .orderBy(STARTED_AT.desc(), ID.desc())
                .limit(limit);
    }

    private static Condition wanted(RunFilter filter) {
        return filter.runbook()
                .map(RUNBOOK::eq)
                .orElse(noCondition())
                .and(filter.environment().map(ENVIRONMENT::eq).orElse(noCondition()))
                .and(filter.rehearsal().map(REHEARSAL::eq).orElse(noCondition()))
                .and(filter.ended()
                        .map(ended -> ended ? ENDED_AT.isNotNull() : ENDED_AT.isNull())
                        .orElse(noCondition()));
    }
}
