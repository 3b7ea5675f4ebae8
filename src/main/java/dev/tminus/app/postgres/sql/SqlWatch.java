package dev.tminus.app.postgres.sql;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.catalog.TableFigures;
import dev.tminus.app.postgres.trace.Contract;
import dev.tminus.app.postgres.trace.Footprint;
import dev.tminus.app.postgres.trace.OutsideContract;
import dev.tminus.app.postgres.trace.Recorder;
import dev.tminus.app.postgres.watch.Enforcement;
import dev.tminus.app.postgres.watch.SecondSession;
import dev.tminus.book.Values;
import dev.tminus.forecast.Tables;
import dev.tminus.run.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Watches the statements of a step that may change something: takes their footprints, holds them against the rehearsed ones
 * before the commit, and gives them on with the result.
 */
final class SqlWatch implements AutoCloseable {

    /** The member of the result with what the statements did. */
    static final String FIELD = "statements";

    /** More statements than these are a load of data, whose footprints would take longer than itself. */
    private static final int MOST = 500;

    private final ActionContext context;
    private final SqlEnd end;
    private final Optional<SecondSession> second;

    /** Why no statement is traced; empty text where they are. */
    private final String untraced;

    private final Enforcement contract;
    private final List<Footprint> rehearsed;
    private final Tables before;
    private final List<Map<String, Object>> statements = new ArrayList<>();
    private int traced;

    private SqlWatch(ActionContext context, SqlText text, SqlEnd end, Enforcement contract, Connection worker)
            throws SQLException {
        this.context = context;
        this.end = end;
        String against = against(text);
        this.second = against.isEmpty() ? Optional.of(SecondSession.of(context, worker)) : Optional.empty();
        this.untraced = against.isEmpty() && recorder().isEmpty() ? "there was no second session" : against;
        this.contract = contract;
        this.rehearsed = context.rehearsed()
                .map(result -> Footprint.all(result.map().get(FIELD)))
                .orElse(List.of());
        boolean first = context.rehearsal() && context.earlier().find(FIELD).isEmpty();
        this.before = first && untraced.isEmpty() ? TableFigures.read(worker) : Tables.NONE;
    }

    /** Empty where the step only reads. The worker is in no transaction. */
    static Optional<SqlWatch> over(
            ActionContext context, SqlText text, SqlEnd end, Enforcement contract, Connection worker)
            throws SQLException {
        boolean changes =
                text.statements().stream().anyMatch(bound -> bound.statement().mayChange());
        return changes && end != SqlEnd.READ_ONLY
                ? Optional.of(new SqlWatch(context, text, end, contract, worker))
                : Optional.empty();
    }

    private static String against(SqlText text) {
        if (text.statements().size() > MOST) {
            return "there are more than %d statements".formatted(MOST);
        }
        for (SqlStatement.Bound bound : text.statements()) {
            if (bound.statement().isAboutDatabase()) {
                return "it is about a whole database, where a second session would be in its way";
            }
            if (bound.statement().controlsTransaction()) {
                return "the SQL begins and ends transactions itself";
            }
        }
        return "";
    }

    private Optional<Recorder> recorder() {
        return second.flatMap(SecondSession::recorder);
    }

    /** The worker has begun the step's transaction. */
    void begun() throws SQLException {
        if (recorder().isPresent()) {
            recorder().get().begun();
        }
    }

    /** Sends a statement; throws where its footprint is not what was rehearsed and it can be taken back. */
    void send(SqlStatement statement, Recorder.Sending sending) throws SQLException {
        if (recorder().isEmpty()) {
            long start = System.nanoTime();
            sending.send();
            if (statement.mayChange()) {
                statements.add(untraced(statement, Duration.ofNanos(System.nanoTime() - start)));
            }
        } else if (end != SqlEnd.EACH_ALONE) {
            // What a statement that only reads holds and counts would else be taken for the next one's.
            judge(statement, recorder().get().inTransaction(statement.text(), sending), end == SqlEnd.COMMIT);
        } else if (statement.mayChange()) {
            Footprint footprint = recorder().get().alone(statement.text(), sending);
            statements.add(masked(footprint));
            judge(statement, footprint, false);
        } else {
            sending.send();
        }
    }

    private void judge(SqlStatement statement, Footprint footprint, boolean revocable) throws SQLException {
        int number = ++traced;
        if (contract == Enforcement.OFF || rehearsed.size() < number) {
            return;
        }
        Footprint then = rehearsed.get(number - 1);
        List<String> differences =
                then.statement().equals(footprint.statement()) ? Contract.check(then, footprint) : List.of();
        String which = "The " + statement.place();
        if (!differences.isEmpty() && revocable && contract == Enforcement.ENFORCE) {
            throw new OutsideContract(which, differences);
        }
        differences.forEach(
                difference -> second.ifPresent(here -> here.say(which + " is not as rehearsed: it " + difference)));
    }

    /** The step's transaction is committed, or is about to be taken back as the step says. */
    void ended() {
        recorder().map(Recorder::committed).orElse(List.of()).forEach(whole -> statements.add(masked(whole)));
    }

    /** A statement's text may hold what is secret elsewhere. */
    private Map<String, Object> masked(Footprint footprint) {
        Map<String, Object> values = new LinkedHashMap<>(footprint.values());
        values.put("statement", context.masker().mask(footprint.statement()));
        return values;
    }

    private Map<String, Object> untraced(SqlStatement statement, Duration took) {
        return Map.of(
                "statement",
                context.masker().mask(statement.shown()),
                "took",
                took,
                "words",
                List.of("not traced: " + untraced));
    }

    /** The outcome with what the statements did, in all looks of a poll together. */
    Outcome in(Outcome outcome) {
        if (!(outcome instanceof Outcome.Done done)) {
            return outcome;
        }
        Values earlier = context.earlier();
        Values result = done.result().and(FIELD, together(earlier.map().get(FIELD)));
        Optional<Object> figures = earlier.find(Tables.FIELD);
        if (figures.isPresent()) {
            result = result.and(Tables.FIELD, figures.get());
        }
        return TableFigures.with(new Outcome.Done(result, done.output(), done.created(), done.removed()), before);
    }

    private List<Map<String, Object>> together(@org.jspecify.annotations.Nullable Object earlier) {
        List<Footprint> then = Footprint.all(earlier);
        List<Footprint> now = Footprint.all(statements);
        if (then.isEmpty() || then.size() != now.size() || now.size() != statements.size()) {
            return statements;
        }
        List<Map<String, Object>> sums = new ArrayList<>();
        for (int at = 0; at < now.size(); at++) {
            sums.add(then.get(at).and(now.get(at)).values());
        }
        return sums;
    }

    @Override
    public void close() throws SQLException {
        if (second.isPresent()) {
            second.get().close();
        }
    }
}
