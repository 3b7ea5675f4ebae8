package dev.tminus.app.postgres.database;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;

/**
 * Takes a connection's {@code url} apart: a JDBC one, or the URI form that libpq and Prisma read.
 *
 * <p>What comes out has libpq's names: {@code host}, {@code port}, {@code dbname}, {@code user}, {@code password},
 * {@code sslmode}, and {@code schema} for Prisma's. A URL usually is a secret, so no message repeats any of it.
 */
public final class TargetUrl {

    /** Settings that mean something to us; the rest (Prisma's pool, other drivers' options) is left aside. */
    private static final Set<String> KNOWN = Set.of(
            "host",
            "port",
            "dbname",
            "user",
            "password",
            "sslmode",
            "sslrootcert",
            "sslcert",
            "sslkey",
            "options",
            "schema");

    private static final Map<String, String> FROM_JDBC =
            Map.of("PGHOST", "host", "PGPORT", "port", "PGDBNAME", "dbname", "currentSchema", "schema");

    private TargetUrl() {}

    public static Map<String, String> parse(String connection, String url) {
        String scheme = url.substring(0, Math.max(0, url.indexOf(':'))).toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "jdbc" -> jdbc(connection, url);
            case "postgres", "postgresql" -> uri(connection, url);
            default ->
                throw new TargetRefused(("The url of connection '%s' is none of PostgreSQL: it must begin with "
                                + "jdbc:postgresql://, postgresql:// or postgres://.")
                        .formatted(connection));
        };
    }

    private static Map<String, String> jdbc(String connection, String url) {
        Properties parsed = Driver.parseURL(url, null);
        if (parsed == null) {
            throw unreadable(connection);
        }
        Map<String, String> parts = new LinkedHashMap<>();
        parsed.stringPropertyNames().forEach(name -> {
            String known = FROM_JDBC.getOrDefault(name, name);
            if (KNOWN.contains(known)) {
                parts.put(known, parsed.getProperty(name));
            }
        });
        return parts;
    }

    private static Map<String, String> uri(String connection, String url) {
        String rest = url.substring(url.indexOf(':') + 1);
        if (!rest.startsWith("//")) {
            throw unreadable(connection);
        }
        Map<String, String> parts = new LinkedHashMap<>();
        int query = rest.indexOf('?');
        String address = rest.substring(2, query < 0 ? rest.length() : query);
        int slash = address.indexOf('/');
        if (slash >= 0) {
            put(parts, "dbname", address.substring(slash + 1));
            address = address.substring(0, slash);
        }
        int at = address.lastIndexOf('@');
        if (at >= 0) {
            user(parts, address.substring(0, at));
        }
        hosts(parts, address.substring(at + 1));
        if (query >= 0) {
            for (String setting : rest.substring(query + 1).split("&", -1)) {
                int equals = setting.indexOf('=');
                if (equals > 0 && KNOWN.contains(setting.substring(0, equals))) {
                    put(parts, setting.substring(0, equals), setting.substring(equals + 1));
                }
            }
        }
        return parts;
    }

    private static void user(Map<String, String> parts, String user) {
        int colon = user.indexOf(':');
        put(parts, "user", colon < 0 ? user : user.substring(0, colon));
        if (colon >= 0) {
            put(parts, "password", user.substring(colon + 1));
        }
    }

    /** Several hosts are a list, as in both dialects; the ports form a list beside it. */
    private static void hosts(Map<String, String> parts, String hosts) {
        StringBuilder names = new StringBuilder();
        StringBuilder ports = new StringBuilder();
        for (String host : hosts.split(",", -1)) {
            int colon = host.lastIndexOf(':');
            boolean hasPort = colon >= 0 && colon > host.lastIndexOf(']');
            names.append(names.isEmpty() ? "" : ",").append(hasPort ? host.substring(0, colon) : host);
            ports.append(ports.isEmpty() ? "" : ",").append(hasPort ? host.substring(colon + 1) : "5432");
        }
        put(parts, "host", names.toString());
        put(parts, "port", ports.toString());
    }

    private static void put(Map<String, String> parts, String name, String encoded) {
        if (!encoded.isEmpty()) {
            parts.put(name, decoded(encoded));
        }
    }

    private static String decoded(String encoded) {
        try {
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return encoded;
        }
    }

    private static TargetRefused unreadable(String connection) {
        return new TargetRefused(("The url of connection '%s' cannot be read: it looks like "
                        + "postgresql://user:password@host:5432/dbname, with special characters of the password "
                        + "percent-encoded.")
                .formatted(connection));
    }
}
