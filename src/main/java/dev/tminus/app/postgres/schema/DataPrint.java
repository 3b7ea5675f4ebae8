package dev.tminus.app.postgres.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What lies in tables, as a count and a checksum for each that do not depend on the order of rows; and where sequences
 * stand.
 *
 * <p>The checksums are the sums of a hash of each row, so equal rows do not cancel each other out, and a copy with its
 * columns in another order has the same ones.
 *
 * @param tables by name as PostgreSQL writes it in full ({@code public.gifts}); partitioned tables through their partitions
 * @param sequences the last value and whether it was given out ({@code 41 used}), by name
 */
public record DataPrint(Map<String, TablePrint> tables, Map<String, String> sequences) {

    public DataPrint {
        tables = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(tables));
        sequences = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(sequences));
    }

    /** The rows of one table. */
    public record TablePrint(long rows, String checksum) {}

    /** Of every table and sequence, from one snapshot; transactions as with {@link SchemaPrint#of(Connection)}. */
    public static DataPrint of(Connection connection) throws SQLException {
        return Pinned.look(
                connection,
                pinned -> new DataPrint(
                        DataQueries.tables(pinned, DataQueries.names(pinned)), DataQueries.sequences(pinned)));
    }

    /** Of these tables alone, named in full; one that is not there is an error. */
    public static DataPrint of(Connection connection, Collection<String> tables) throws SQLException {
        return Pinned.look(connection, pinned -> new DataPrint(DataQueries.tables(pinned, tables), Map.of()));
    }

    /** A sentence part for each table and sequence that is not as it was: {@code public.gifts: 3 rows, was 2}. */
    public List<String> differenceFrom(DataPrint before) {
        List<String> differences = new ArrayList<>(rowDifferenceFrom(before));
        for (String name : names(sequences, before.sequences)) {
            String was = before.sequences.getOrDefault(name, "absent");
            String is = sequences.getOrDefault(name, "absent");
            if (!is.equals(was)) {
                differences.add("%s: sequence at %s, was %s".formatted(name, is, was));
            }
        }
        return differences;
    }

    /** As {@link #differenceFrom}, without the sequences: those advance even where a transaction is rolled back. */
    public List<String> rowDifferenceFrom(DataPrint before) {
        List<String> differences = new ArrayList<>();
        for (String name : names(tables, before.tables)) {
            Optional<TablePrint> was = Optional.ofNullable(before.tables.get(name));
            Optional<TablePrint> is = Optional.ofNullable(tables.get(name));
            if (!is.equals(was)) {
                differences.add(name + ": " + difference(is, was));
            }
        }
        return differences;
    }

    private static String difference(Optional<TablePrint> is, Optional<TablePrint> was) {
        if (is.isEmpty() || was.isEmpty()) {
            return is.map(table -> table.rows() + " rows, was absent")
                    .orElseGet(() -> "absent, was " + was.orElseThrow().rows() + " rows");
        }
        return is.get().rows() == was.get().rows()
                ? "other values in its %d rows".formatted(is.get().rows())
                : "%d rows, was %d".formatted(is.get().rows(), was.get().rows());
    }

    private static TreeSet<String> names(Map<String, ?> one, Map<String, ?> other) {
        TreeSet<String> names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        return names;
    }
}
