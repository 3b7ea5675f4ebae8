package dev.tminus.app.postgres.schema;

import dev.tminus.book.Sha256;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A schema as sorted lines, one for each thing it is made of, and the digest over them.
 *
 * <p>A line begins with what it is about ({@code column public.gifts.amount numeric(12,2) ...}). Names stand in place of
 * PostgreSQL's own numbers, so that a restored copy has the same lines; what changes by itself (sizes, planner statistics,
 * positions of sequences) is not in them.
 */
public record SchemaPrint(String digest, List<String> lines) {

    public SchemaPrint {
        lines = List.copyOf(lines);
    }

    public static SchemaPrint of(List<String> lines) {
        List<String> sorted = lines.stream().sorted().toList();
        return new SchemaPrint(Sha256.of(String.join("\n", sorted)), sorted);
    }

    /**
     * As the schema is now. In autocommit mode it is read in a transaction of its own; else in the caller's, whose
     * changes and snapshot it sees and which it leaves as it was.
     */
    public static SchemaPrint of(Connection connection) throws SQLException {
        return of(Pinned.look(connection, SchemaQueries::lines));
    }

    /**
     * Without what belongs to the database or server itself: its settings, owner, limits, subscriptions. This is what a
     * dump restored into another database has to have.
     */
    public SchemaPrint asCopied() {
        return without(SchemaPrint::isOfDatabase);
    }

    /** The rest of {@link #asCopied}: what belongs to the database or server itself. */
    public SchemaPrint ofDatabase() {
        return without(line -> !isOfDatabase(line));
    }

    private static boolean isOfDatabase(String line) {
        return line.startsWith("database ") || line.startsWith("subscription ");
    }

    /** Without owners and privileges, whose roles may be others in another environment. */
    public SchemaPrint withoutRights() {
        return without(line -> line.startsWith("owner ")
                || line.startsWith("grant ")
                || line.startsWith("revoke ")
                || line.startsWith("default grant "));
    }

    private SchemaPrint without(Predicate<String> left) {
        return of(lines.stream().filter(left.negate()).toList());
    }

    /** What this one lacks of the other ({@code - }) and has beyond it ({@code + }), sorted by what it is about. */
    public List<String> differenceFrom(SchemaPrint before) {
        TreeSet<String> missing = new TreeSet<>(before.lines);
        lines.forEach(missing::remove);
        TreeSet<String> added = new TreeSet<>(lines);
        before.lines.forEach(added::remove);
        List<String> differences = new ArrayList<>();
        missing.forEach(line -> differences.add("- " + line));
        added.forEach(line -> differences.add("+ " + line));
        differences.sort(Comparator.comparing(line -> line.substring(2)));
        return differences;
    }
}
