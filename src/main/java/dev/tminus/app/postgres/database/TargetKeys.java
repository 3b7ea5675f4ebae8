package dev.tminus.app.postgres.database;

import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.ActionType.Target;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import java.util.ArrayList;
import java.util.List;

/** The keys that every action on a PostgreSQL database takes, and the shapes they share. */
public final class TargetKeys {

    public static final Shape TEXT = new Shape.Leaf(Simple.STRING);
    public static final Shape INT = new Shape.Leaf(Simple.INT);
    public static final Shape BOOL = new Shape.Leaf(Simple.BOOL);
    public static final Shape DURATION = new Shape.Leaf(Simple.DURATION);

    /** PostgreSQL's own 0 for "no limit" is an int, so both may stand. */
    public static final Shape TIMEOUT = new Shape.Either(List.of(DURATION, INT));

    public static final Shape TEXTS = new Shape.Either(List.of(new Shape.Many(TEXT), TEXT));
    public static final Type ROWS = new Type.ListOf(new Type.MapOf(Simple.DYNAMIC));

    private TargetKeys() {}

    /** {@code db} first, then the action's own keys, then what may be said beside {@code db}. */
    public static List<ActionType.Key> with(ActionType.Key... own) {
        List<ActionType.Key> keys = new ArrayList<>();
        keys.add(ActionType.Key.required(
                "db",
                new Shape.Reference(Target.CONNECTION),
                "The connection to work on, by its name. Example: db: main"));
        keys.addAll(List.of(own));
        keys.add(
                ActionType.Key.optional(
                        "host",
                        TEXT,
                        "Another host than the connection's, for a node known only at run time. Example: host: \"${{ steps.restore.result.endpoint }}\""));
        keys.add(ActionType.Key.optional("port", INT, "Another port than the connection's. Example: port: 5433"));
        keys.add(ActionType.Key.optional(
                "dbname", TEXT, "Another database than the connection's. Example: dbname: scratch"));
        return keys;
    }
}
