package dev.tminus.app;

import dev.tminus.app.aws.Databases;
import dev.tminus.app.postgres.Front;
import dev.tminus.app.postgres.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Real databases behind the fake's instances, all on the tests' server: each instance has an address of its own that leads
 * to its database, a snapshot is a copy of the database, and what is restored is a copy of that. Safe for threads.
 */
final class RdsDatabases implements Databases, AutoCloseable {

    /** The server itself waits some seconds for a moment without sessions. */
    private static final int TRIES = 5;

    private final String original;
    private final Map<String, String> behind = new ConcurrentHashMap<>();
    private final Map<String, String> snapshots = new ConcurrentHashMap<>();
    private final List<String> hosts = new ArrayList<>();
    private final List<Front> fronts = new ArrayList<>();
    private final AtomicInteger copies = new AtomicInteger();

    /**
     * @param instance the one that is there from the start
     * @param database what it holds; every copy goes by this name too
     */
    RdsDatabases(String instance, String database) {
        this.original = database;
        behind.put(instance, database);
    }

    /** The name, on the tests' server, of what an instance holds now. */
    String of(String instance) {
        return behind.get(instance);
    }

    String url(String instance) {
        Address address = address(instance);
        return "postgresql://postgres:postgres@%s:%d/%s".formatted(address.host(), address.port(), original);
    }

    @Override
    public synchronized Address address(String instance) {
        if (!hosts.contains(instance)) {
            hosts.add(instance);
            fronts.add(front(
                    instance,
                    host(instance),
                    fronts.isEmpty() ? 0 : fronts.get(0).port()));
        }
        return new Address(host(instance), fronts.get(0).port());
    }

    private String host(String instance) {
        return "127.0.0." + (hosts.indexOf(instance) + 1);
    }

    /** All have the same port, as instances have that are restored with the original's settings. */
    private Front front(String instance, String host, int port) {
        try {
            return new Front(
                    host, port, asked -> asked.equals(original) ? behind.getOrDefault(instance, "gone") : asked);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void snapshot(String instance, String snapshot) {
        snapshots.put(snapshot, copied(behind.get(instance)));
    }

    @Override
    public void restore(String snapshot, String instance) {
        behind.put(instance, copied(snapshots.get(snapshot)));
    }

    @Override
    public void copy(String source, String instance) {
        behind.put(instance, copied(behind.get(source)));
    }

    @Override
    public void rename(String from, String to) {
        behind.put(to, behind.remove(from));
    }

    /** A copy needs a moment without sessions; the application has them, each for a moment only. */
    private String copied(String from) {
        String name = "%s_%d".formatted(original, copies.incrementAndGet());
        for (int tries = 1; ; tries++) {
            try (Connection connection = TestServer.connect("postgres")) {
                TestServer.execute(connection, "drop database if exists %s with (force)".formatted(name));
                TestServer.execute(connection, "create database %s template %s".formatted(name, from));
                return name;
            } catch (SQLException busy) {
                if (!"55006".equals(busy.getSQLState()) || tries == TRIES) {
                    throw new IllegalStateException(busy);
                }
            }
        }
    }

    @Override
    public void close() throws IOException, SQLException {
        for (Front front : fronts) {
            front.close();
        }
        try (Connection connection = TestServer.connect("postgres")) {
            for (String copy : TestServer.rows(
                    connection, "select datname from pg_database where datname like '%s\\_%%'".formatted(original))) {
                TestServer.execute(connection, "drop database if exists %s with (force)".formatted(copy));
            }
        }
    }
}
