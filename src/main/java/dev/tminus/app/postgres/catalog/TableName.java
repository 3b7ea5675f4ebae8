package dev.tminus.app.postgres.catalog;

import dev.tminus.app.postgres.database.Identifier;
import dev.tminus.app.postgres.database.TargetRefused;
import java.util.Optional;

/** A table as a runbook names it, {@code gifts} or {@code app.gifts}: the letters as they are, nothing folded. */
public record TableName(Optional<String> schema, String name) {

    public static TableName of(String written) {
        int dot = written.indexOf('.');
        TableName table = dot < 0
                ? new TableName(Optional.empty(), written)
                : new TableName(Optional.of(written.substring(0, dot)), written.substring(dot + 1));
        if (table.name.isBlank() || table.schema.filter(String::isBlank).isPresent() || written.indexOf('\0') >= 0) {
            throw new TargetRefused(
                    "'%s' is no table name; write gifts or app.gifts.".formatted(written.replace('\0', '?')));
        }
        return table;
    }

    /** Quoted, so that it can be nothing but a name. */
    public String quoted() {
        return schema.map(name -> Identifier.quoted(name) + ".").orElse("") + Identifier.quoted(name);
    }

    @Override
    public String toString() {
        return schema.map(name -> name + ".").orElse("") + name;
    }
}
