package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.verdict.Effect;
import dev.tminus.app.postgres.verdict.Effect.Way;
import dev.tminus.app.postgres.verdict.Trace.State;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether the effects of a script are in the catalog, asked on the search path the script runs under. */
final class EffectStates {

    private static final String COLUMN =
            "from pg_attribute a where a.attrelid = to_regclass(?) and a.attname = ? and not a.attisdropped";

    private final Connection connection;

    private EffectStates(Connection connection) {
        this.connection = connection;
    }

    /** By the effect's key; the connection's search path is given back as it was. */
    static Map<String, State> now(Connection connection, String schema, List<Effect> effects) throws SQLException {
        if (effects.isEmpty()) {
            return Map.of();
        }
        ScriptSession session = ScriptSession.on(connection);
        String settings = session.settings();
        try {
            session.searchPath(schema);
            return new EffectStates(connection).of(effects);
        } finally {
            session.run(settings);
        }
    }

    static List<String> lines(Map<String, State> states) {
        return states.entrySet().stream()
                .map(state -> state.getValue() + "\t" + state.getKey())
                .toList();
    }

    static Map<String, State> kept(List<String> lines) {
        Map<String, State> states = new LinkedHashMap<>();
        for (String line : lines) {
            String[] part = line.split("\t", 2);
            states.put(part[1], State.valueOf(part[0]));
        }
        return states;
    }

    private Map<String, State> of(List<Effect> effects) throws SQLException {
        Map<String, State> states = new LinkedHashMap<>();
        for (Effect effect : effects) {
            states.put(effect.key(), state(effect));
        }
        return states;
    }

    private State state(Effect effect) throws SQLException {
        State made = made(effect);
        if (effect.way() == Way.MADE) {
            return made;
        }
        return made == State.ABSENT ? State.THERE : State.ABSENT;
    }

    private State made(Effect effect) throws SQLException {
        String name = effect.name().toString();
        return switch (effect.kind()) {
            case RELATION -> ask("select to_regclass(?) is not null", name);
            case INDEX ->
                switch (Leftover.of(connection, name)) {
                    case ABSENT -> State.ABSENT;
                    case INVALID -> State.INVALID;
                    case VALID -> State.THERE;
                };
            case TYPE -> ask("select to_regtype(?) is not null", name);
            case SCHEMA -> ask("select to_regnamespace(?) is not null", name);
            case EXTENSION ->
                ask(
                        "select exists (select from pg_extension where extname = ?)",
                        effect.name().name());
            case COLUMN -> part("select exists (select " + COLUMN + ")", effect);
            case NOT_NULL ->
                // From 18 on attnotnull is true for a constraint that is not validated, too.
                part(
                        "select exists (select " + COLUMN
                                + " and a.attnotnull and not exists (select from pg_constraint k where k.conrelid = a.attrelid"
                                + " and k.contype = 'n' and a.attnum = any (k.conkey) and not k.convalidated))",
                        effect);
            case CONSTRAINT ->
                part(
                        "select exists (select from pg_constraint where conrelid = to_regclass(?) and conname = ?)",
                        effect);
            case VALIDATED ->
                part(
                        "select exists (select from pg_constraint where conrelid = to_regclass(?) and conname = ? and convalidated)",
                        effect);
            case ENUM_VALUE ->
                part("select exists (select from pg_enum where enumtypid = to_regtype(?) and enumlabel = ?)", effect);
            case TRIGGER ->
                part("select exists (select from pg_trigger where tgrelid = to_regclass(?) and tgname = ?)", effect);
            case POLICY ->
                part("select exists (select from pg_policy where polrelid = to_regclass(?) and polname = ?)", effect);
        };
    }

    private State part(String sql, Effect effect) throws SQLException {
        return ask(sql, effect.of().orElseThrow().toString(), effect.name().name());
    }

    private State ask(String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int at = 0; at < values.length; at++) {
                statement.setString(at + 1, values[at]);
            }
            try (ResultSet found = statement.executeQuery()) {
                return found.next() && found.getBoolean(1) ? State.THERE : State.ABSENT;
            }
        }
    }
}
