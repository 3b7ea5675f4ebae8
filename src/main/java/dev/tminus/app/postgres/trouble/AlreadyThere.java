package dev.tminus.app.postgres.trouble;

import dev.tminus.app.postgres.database.Looking;
import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.verdict.Effect;
import dev.tminus.app.postgres.verdict.Effect.Way;
import dev.tminus.app.postgres.verdict.Effects;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** "Column already exists" and its kin: what of the statement is there, as what, since which migration. */
final class AlreadyThere {

    private final Looking looking;
    private final Failing failing;

    AlreadyThere(Looking looking, Failing failing) {
        this.looking = looking;
        this.failing = failing;
    }

    List<String> lines() throws SQLException {
        List<String> lines = new ArrayList<>();
        for (Effect effect : Effects.of(failing.text()).effects()) {
            Optional<String> found = effect.way() == Way.MADE ? found(effect) : Optional.empty();
            if (found.isPresent()) {
                lines.add("Cause: %s is there already%s; %s".formatted(effect.object(), found.get(), madeBy(effect)));
            }
        }
        if (!lines.isEmpty()) {
            lines.add(
                    "Next: compare it with the script. Where it is the same and all the rest of the migration is there too,"
                            + " resolve it as applied; where it is a left-over without data, drop it and run again. Do not drop what"
                            + " holds data.");
        }
        return lines;
    }

    private Optional<String> found(Effect effect) throws SQLException {
        String name = effect.name().toString();
        String plain = effect.name().name();
        String of = effect.of().map(Name::toString).orElse("");
        return switch (effect.kind()) {
            case COLUMN -> column(of, plain);
            case RELATION, INDEX ->
                looking.text(
                        "select ', a ' || case relkind when 'r' then 'table' when 'p' then 'partitioned table' when 'v' then 'view'"
                                + " when 'm' then 'materialized view' when 'S' then 'sequence' when 'f' then 'foreign table'"
                                + " when 'i' then 'index' when 'I' then 'partitioned index' else 'type' end"
                                + " || case when relkind in ('r', 'p', 'm') and reltuples > 0 then ' of about ' || reltuples::bigint || ' rows'"
                                + " else '' end from pg_class where oid = to_regclass(?)",
                        name);
            case TYPE ->
                looking.text(
                        "select coalesce((select ' with the values ' || string_agg(enumlabel, ', ' order by enumsortorder)"
                                + " from pg_enum where enumtypid = t.oid), '') from pg_type t where oid = to_regtype(?)",
                        name);
            case CONSTRAINT ->
                looking.text(
                        "select ': ' || pg_get_constraintdef(oid) from pg_constraint where conrelid = to_regclass(?) and conname = ?",
                        of,
                        plain);
            case ENUM_VALUE ->
                looking.text("select '' from pg_enum where enumtypid = to_regtype(?) and enumlabel = ?", of, plain);
            case SCHEMA -> looking.text("select '' from pg_namespace where oid = to_regnamespace(?)", name);
            case TRIGGER, POLICY, EXTENSION, NOT_NULL, VALIDATED -> Optional.empty();
        };
    }

    private Optional<String> column(String table, String column) throws SQLException {
        return looking.text(
                "select ', of type ' || format_type(atttypid, atttypmod) || case when attnotnull then ', not null' else '' end"
                        + " from pg_attribute where attrelid = to_regclass(?) and attname = ? and not attisdropped",
                table,
                column);
    }

    private String madeBy(Effect effect) {
        for (Map.Entry<String, String> migration : failing.migrations().entrySet()) {
            boolean makes = Effects.of(migration.getValue()).effects().stream()
                    .anyMatch(made -> made.way() == Way.MADE && made.object().equals(effect.object()));
            if (makes) {
                return "migration %s, which is recorded as applied, makes it".formatted(migration.getKey());
            }
        }
        return failing.migrations().isEmpty()
                ? "the statement ran before, or somebody made it by hand"
                : "no migration that is recorded as applied makes it: this one ran before, or somebody made it by hand";
    }
}
