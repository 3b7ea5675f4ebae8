package dev.tminus.app.postgres.database;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Where a declared connection leads and how its sessions are set.
 *
 * @param connection its name in the runbook
 * @param parts {@code host}, {@code port}, {@code dbname}, {@code user}, {@code password} and TLS settings; secret
 * @param session settings of the session, such as {@code lock_timeout}
 */
public record TargetAddress(String connection, Map<String, String> parts, Map<String, String> session) {

    private static final List<String> PARTS =
            List.of("host", "port", "dbname", "user", "password", "sslmode", "sslrootcert");

    private static final List<String> PLACE = List.of("host", "port", "dbname");

    private static final Map<String, String> LIBPQ = Map.of(
            "user", "PGUSER",
            "password", "PGPASSWORD",
            "sslmode", "PGSSLMODE",
            "sslrootcert", "PGSSLROOTCERT",
            "sslcert", "PGSSLCERT",
            "sslkey", "PGSSLKEY");

    private static final List<String> TIMEOUTS = List.of("lock_timeout", "statement_timeout");

    public TargetAddress {
        parts = Map.copyOf(parts);
        session = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(session));
        for (String needed : List.of("host", "dbname")) {
            if (!parts.containsKey(needed)) {
                throw new TargetRefused(
                        "Connection '%s' names no %s; give it a url or its parts (host, port, dbname, user, password)."
                                .formatted(connection, needed));
            }
        }
        if (parts.get("host").startsWith("/")) {
            throw new TargetRefused(
                    "Connection '%s' names a socket folder; give it a host and a port, this client speaks TCP only."
                            .formatted(connection));
        }
    }

    /** What stands beside {@code db} in the step wins over the declared connection. */
    public static TargetAddress of(String connection, Inputs declared, Inputs step) {
        Map<String, String> parts = new LinkedHashMap<>();
        declared.text("url").ifPresent(url -> parts.putAll(TargetUrl.parse(connection, url)));
        PARTS.forEach(part -> declared.text(part).ifPresent(value -> parts.put(part, value)));
        Optional<String> otherHost = step.text("host");
        if (otherHost.isPresent() && !otherHost.get().contains(",")) {
            // One host has one port: a list of the declared hosts' ports does not fit it.
            parts.computeIfPresent("port", (name, ports) -> ports.split(",", -1)[0]);
        }
        PLACE.forEach(part -> step.text(part).ifPresent(value -> parts.put(part, value)));
        Map<String, String> session = new LinkedHashMap<>();
        TIMEOUTS.forEach(name -> step.duration(name)
                .or(() -> declared.duration(name))
                .ifPresent(length -> session.put(name, Long.toString(length.toMillis()))));
        Optional.ofNullable(parts.get("schema"))
                .ifPresent(schema -> session.put("search_path", Identifier.quoted(schema)));
        declared.text("role").ifPresent(role -> session.put("role", role));
        return new TargetAddress(connection, parts, session);
    }

    TargetAddress elsewhere(Inputs other) {
        Map<String, String> changed = new LinkedHashMap<>(parts);
        PLACE.forEach(part -> other.text(part).ifPresent(value -> changed.put(part, value)));
        return new TargetAddress(connection, changed, session);
    }

    /** As libpq's programs read it from their environment; of several hosts all, as JDBC has them. */
    public Map<String, String> environment(String sessionName) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PGHOST", parts.get("host").replace("[", "").replace("]", ""));
        variables.put("PGPORT", parts.getOrDefault("port", "5432"));
        variables.put("PGDATABASE", dbname());
        LIBPQ.forEach((part, variable) ->
                Optional.ofNullable(parts.get(part)).ifPresent(value -> variables.put(variable, value)));
        variables.put("PGAPPNAME", sessionName);
        variables.put("PGCONNECT_TIMEOUT", "15");
        return variables;
    }

    /** With the hosts, and their ports, as a JDBC URL has them; everything else goes into the properties. */
    String url() {
        String[] hosts = parts.get("host").split(",", -1);
        String[] ports = parts.getOrDefault("port", "5432").split(",", -1);
        List<String> all = new ArrayList<>();
        for (int index = 0; index < hosts.length; index++) {
            String host = hosts[index].strip();
            boolean bareIpv6 = host.contains(":") && !host.startsWith("[");
            all.add((bareIpv6 ? "[" + host + "]" : host) + ":" + ports[Math.min(index, ports.length - 1)].strip());
        }
        return "jdbc:postgresql://" + String.join(",", all) + "/" + URLEncoder.encode(dbname(), StandardCharsets.UTF_8);
    }

    Properties properties() {
        Properties properties = new Properties();
        List.of("user", "password", "sslmode", "sslrootcert", "sslcert", "sslkey", "options")
                .forEach(name ->
                        Optional.ofNullable(parts.get(name)).ifPresent(value -> properties.setProperty(name, value)));
        return properties;
    }

    public String dbname() {
        return parts.get("dbname");
    }

    /** The schema that Prisma's {@code ?schema=} names. */
    public String schema() {
        return parts.getOrDefault("schema", "public");
    }

    String user() {
        return parts.getOrDefault("user", "(none)");
    }

    /** Host and port as an operator reads them. */
    public String place() {
        String url = url();
        return url.substring("jdbc:postgresql://".length(), url.lastIndexOf('/'));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "connection '%s' (database '%s' on %s)".formatted(connection, dbname(), place());
    }
}
