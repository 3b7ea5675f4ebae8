package dev.tminus.journal.postgres;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.table;

import dev.tminus.journal.RunFacts;
import dev.tminus.journal.RunFilter;
import dev.tminus.run.RunId;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Lists of runs, whose conditions are put together as they are asked for. */
final class RunQueries {
    private static final Table<Record> RUN = table(name("tminus", "run"));
    private static final Field<String> ID = field(name("id"), SQLDataType.VARCHAR);
    private static final Field<String> RUNBOOK = field(name("runbook"), SQLDataType.VARCHAR);
    private static final Field<String> ENVIRONMENT = field(name("environment"), SQLDataType.VARCHAR);
    private static final Field<Boolean> REHEARSAL = field(name("rehearsal"), SQLDataType.BOOLEAN);
    private static final Field<Instant> STARTED_AT = field(name("started_at"), SQLDataType.INSTANT);
    private static final Field<String> STATE = field(name("state"), SQLDataType.VARCHAR);
    private static final Field<Instant> ENDED_AT = field(name("ended_at"), SQLDataType.INSTANT);
    private static final Field<Instant> PLANNED_AT = field(name("planned_at"), SQLDataType.INSTANT);
    private static final Field<Instant> WAKE_AT = field(name("wake_at"), SQLDataType.INSTANT);
    private static final Field<String> PLAN_DIGEST = field(name("plan_digest"), SQLDataType.VARCHAR);
    private static final Field<String> RUNBOOK_DIGEST = field(name("runbook_digest"), SQLDataType.VARCHAR);

    private RunQueries() {}

    static List<RunFacts> runs(Connection connection, RunFilter filter, int limit) {
        Condition wanted = filter.runbook()
                .map(RUNBOOK::eq)
                .orElse(noCondition())
                .and(filter.environment().map(ENVIRONMENT::eq).orElse(noCondition()))
                .and(filter.rehearsal().map(REHEARSAL::eq).orElse(noCondition()))
                .and(filter.ended()
                        .map(ended -> ended ? ENDED_AT.isNotNull() : ENDED_AT.isNull())
                        .orElse(noCondition()));
        return facts(connection, wanted, limit);
    }

    static Optional<RunFacts> find(Connection connection, RunId run) {
        return facts(connection, ID.eq(run.value()), 1).stream().findFirst();
    }

    /** The text of the list's query, made without a server. */
    static String text() {
        return selected(DSL.using(SQLDialect.POSTGRES), ENDED_AT.isNull(), 1).getSQL();
    }

    private static List<RunFacts> facts(Connection connection, Condition wanted, int limit) {
        return selected(on(connection), wanted, limit).fetch(RunQueries::facts);
    }

    private static ResultQuery<? extends Record> selected(DSLContext on, Condition wanted, int limit) {
        return on.select(
                        ID,
                        RUNBOOK,
                        ENVIRONMENT,
                        REHEARSAL,
                        STARTED_AT,
                        STATE,
                        ENDED_AT,
                        PLANNED_AT,
                        WAKE_AT,
                        PLAN_DIGEST,
                        RUNBOOK_DIGEST)
                .from(RUN)
                .where(wanted)
                .orderBy(STARTED_AT.desc(), ID.desc())
                .limit(limit);
    }

    private static RunFacts facts(Record row) {
        return new RunFacts(
                new RunId(row.get(ID)),
                row.get(RUNBOOK),
                row.get(ENVIRONMENT),
                row.get(REHEARSAL),
                row.get(STARTED_AT),
                row.get(STATE),
                Optional.ofNullable(row.get(ENDED_AT)),
                Optional.ofNullable(row.get(PLANNED_AT)),
                Optional.ofNullable(row.get(WAKE_AT)),
                row.get(PLAN_DIGEST),
                row.get(RUNBOOK_DIGEST));
    }

    static List<RunId> due(Connection connection, Instant now, int limit) {
        return on(connection)
                .select(ID)
                .from(RUN)
                .where(WAKE_AT.le(now))
                .orderBy(WAKE_AT, ID)
                .limit(limit)
                .fetch(row -> new RunId(row.value1()));
    }

    private static DSLContext on(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES);
    }
}
