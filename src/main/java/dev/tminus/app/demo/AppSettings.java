package dev.tminus.app.demo;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * What the demo application is told by its environment.
 *
 * @param database address of the database as Prisma writes it, password included: never print it
 * @param port 0 for any that is free
 * @param state folder with the maintenance flag, the error log and the process id
 * @param idle how long it stays without a request
 * @param life how long it stays at all
 */
record AppSettings(URI database, int port, Path state, Duration idle, Duration life) {

    AppSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
        }
        if (idle.isNegative() || idle.isZero() || life.isNegative() || life.isZero()) {
            throw new IllegalArgumentException("idle and life must be positive, were %s and %s".formatted(idle, life));
        }
    }

    static AppSettings of(Map<String, String> environment) {
        return new AppSettings(
                URI.create(needed(environment, "DATABASE_URL")),
                Integer.parseInt(needed(environment, "APP_PORT")),
                Path.of(needed(environment, "OPS_STATE")),
                seconds(environment, "APP_IDLE_SECONDS", 300),
                seconds(environment, "APP_LIFE_SECONDS", 1800));
    }

    String jdbcUrl() {
        int port = database.getPort() < 0 ? 5432 : database.getPort();
        return "jdbc:postgresql://%s:%d%s".formatted(database.getHost(), port, database.getRawPath());
    }

    Properties jdbcProperties() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "donations-app");
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("socketTimeout", "10");
        Optional.ofNullable(database.getRawUserInfo()).ifPresent(user -> {
            String[] parts = user.split(":", 2);
            properties.setProperty("user", decoded(parts[0]));
            properties.setProperty("password", parts.length > 1 ? decoded(parts[1]) : "");
        });
        return properties;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "database %s, port %d, state %s".formatted(database.getPath(), port, state);
    }

    private static String needed(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("%s is not set".formatted(name));
        }
        return value;
    }

    private static Duration seconds(Map<String, String> environment, String name, int otherwise) {
        return Duration.ofSeconds(Long.parseLong(environment.getOrDefault(name, Integer.toString(otherwise))));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
