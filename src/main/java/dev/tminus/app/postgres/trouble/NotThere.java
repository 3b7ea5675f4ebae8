package dev.tminus.app.postgres.trouble;

import dev.tminus.app.postgres.database.Looking;
import dev.tminus.app.postgres.grammar.Grammar;
import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.grammar.Statement;
import dev.tminus.app.postgres.grammar.SyntaxMistake;
import dev.tminus.app.postgres.verdict.Effect;
import dev.tminus.app.postgres.verdict.Effect.Kind;
import dev.tminus.app.postgres.verdict.Effect.Way;
import dev.tminus.app.postgres.verdict.Effects;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** "Relation does not exist": which one, where one of that name is, and whether the history says that it should be there. */
final class NotThere {

    private final Looking looking;
    private final Failing failing;

    NotThere(Looking looking, Failing failing) {
        this.looking = looking;
        this.failing = failing;
    }

    List<String> lines() throws SQLException {
        List<String> lines = new ArrayList<>();
        boolean outOfStep = false;
        for (Name name : named()) {
            if (looking.text("select 1 from pg_class where oid = to_regclass(?)", name.toString())
                    .isPresent()) {
                continue;
            }
            List<String> makers = makers(name);
            outOfStep |= !makers.isEmpty();
            lines.add("Cause: %s is not there%s%s"
                    .formatted(
                            name,
                            elsewhere(name),
                            makers.isEmpty()
                                    ? ""
                                    : "; migration %s, which is recorded as applied, makes it: records and database are out of step"
                                            .formatted(String.join(", ", makers))));
        }
        if (lines.isEmpty() && failing.sqlState().equals("42703")) {
            lines.addAll(columns());
            lines.add("Next: mend the name, or apply first what makes the column.");
            return lines;
        }
        if (!lines.isEmpty()) {
            lines.add(
                    outOfStep
                            ? "Next: find out who took it away (pg.schema shows the difference from a schema that was kept);"
                                    + " bring it back, or restore, before anything else is applied."
                            : "Next: look which migrations are applied and pending (npx prisma migrate status, or plan --level"
                                    + " probe); apply what is missing first, or mend the name or the search path.");
        }
        return lines;
    }

    private Set<Name> named() {
        Set<Name> names = new LinkedHashSet<>();
        Set<String> made = new LinkedHashSet<>();
        for (Statement statement : statements()) {
            statement.relations().stream()
                    .filter(name -> !made.contains(name.name()))
                    .forEach(names::add);
            statement.creates().forEach(created -> created.name().ifPresent(name -> made.add(name.name())));
        }
        return names;
    }

    private List<Statement> statements() {
        try {
            return Grammar.parse(failing.text()).statements();
        } catch (SyntaxMistake unreadable) {
            return List.of();
        }
    }

    private String elsewhere(Name name) throws SQLException {
        List<String> schemas = looking.texts(
                "select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
                        + " where c.relname = ? and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_t'"
                        + " order by 1",
                name.name());
        String path = looking.text("select current_setting('search_path')").orElse("");
        return schemas.isEmpty()
                ? ", in no schema"
                : ": there is one in schema %s, and the search path is %s".formatted(String.join(", ", schemas), path);
    }

    private List<String> makers(Name name) {
        return failing.migrations().entrySet().stream()
                .filter(migration ->
                        Effects.of(migration.getValue()).effects().stream().anyMatch(effect -> makes(effect, name)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean makes(Effect effect, Name name) {
        return effect.kind() == Kind.RELATION
                && effect.way() == Way.MADE
                && effect.name().mayBe(name);
    }

    private List<String> columns() throws SQLException {
        List<String> lines = new ArrayList<>();
        for (Name name : named()) {
            looking.text(
                            "select string_agg(attname, ', ' order by attnum) from pg_attribute"
                                    + " where attrelid = to_regclass(?) and attnum > 0 and not attisdropped",
                            name.toString())
                    .filter(columns -> !columns.equals("null"))
                    .ifPresent(columns -> lines.add("Cause: %s has the columns %s".formatted(name, columns)));
        }
        return lines;
    }
}
