package dev.tminus.app.postgres.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The objects of a database by PostgreSQL's own numbers, which an object keeps when it is renamed or moved: what tells an
 * object that was created from one that was there before under another name.
 */
public record Inventory(Map<String, Thing> things) {

    public Inventory {
        things = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(things));
    }

    /**
     * One object.
     *
     * @param id the numbers of its catalog, itself and its column
     * @param kind in words, behind the order in which kinds are dropped ({@code 7 table})
     * @param drop the statement that drops it and nothing that depends on it
     * @param part the id of the relation it is a part of; empty for what stands alone
     */
    public record Thing(String id, String kind, String name, String drop, Optional<String> part) {

        /** As people read it. */
        public String words() {
            return kind.substring(kind.indexOf(' ') + 1) + " " + name;
        }

        public boolean is(String wanted) {
            return kind.endsWith(" " + wanted);
        }
    }

    public static Inventory of(Connection connection) throws SQLException {
        return Pinned.look(connection, Inventory::read);
    }

    private static Inventory read(Connection connection) throws SQLException {
        Map<String, Thing> things = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet found = statement.executeQuery(
                    SchemaQueries.text("own") + SchemaQueries.text("objects") + " order by 4, 5")) {
                while (found.next()) {
                    String id = "%s %d %d".formatted(found.getString(1), found.getLong(2), found.getInt(3));
                    Optional<String> part = Optional.of(found.getLong(7))
                            .filter(oid -> oid != 0)
                            .map("pg_class %d 0"::formatted);
                    things.put(id, new Thing(id, found.getString(4), found.getString(5), found.getString(6), part));
                }
            }
        }
        return new Inventory(things);
    }

    public Set<String> ids() {
        return things.keySet();
    }

    /** To be kept: each id and the object's kind and name. */
    public List<String> lines() {
        return things.values().stream()
                .map(thing -> OneLine.of(thing.id + "\t" + thing.words()))
                .toList();
    }

    /** The ids of kept lines, with the objects in words. */
    public static Map<String, String> kept(List<String> lines) {
        return lines.stream()
                .map(line -> line.split("\t", 2))
                .collect(Collectors.toMap(part -> part[0], part -> part[1], (one, other) -> one, LinkedHashMap::new));
    }
}
