package dev.tminus.app.settings;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A journal's address as people write it, {@code postgresql://user@host:port/database} or a JDBC one, taken apart. The
 * password comes from the address, from PGPASSWORD or from the user's password file, in this order.
 */
public record JournalUrl(String jdbc, String user, String password) {

    private static final String JDBC = "jdbc:";

    /** @throws SettingsException when it is no address of PostgreSQL */
    public static JournalUrl of(Settings.Named named, Map<String, String> variables, String person) {
        String text = named.url().startsWith(JDBC) ? named.url().substring(JDBC.length()) : named.url();
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException unreadable) {
            throw wrong(named);
        }
        boolean postgres = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
        if (!postgres
                || uri.getHost() == null
                || uri.getPath() == null
                || uri.getPath().length() < 2) {
            throw wrong(named);
        }
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String query = Optional.ofNullable(uri.getRawQuery())
                .map(JournalUrl::withoutLogin)
                .filter(rest -> !rest.isEmpty())
                .map(rest -> "?" + rest)
                .orElse("");
        String[] login = Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2);
        String user = login[0].isEmpty() ? parameter(uri, "user") : decoded(login[0]);
        String password = login.length < 2 ? parameter(uri, "password") : decoded(login[1]);
        return new JournalUrl(
                "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
                user.isEmpty() ? variables.getOrDefault("PGUSER", person) : user,
                password.isEmpty() ? variables.getOrDefault("PGPASSWORD", "") : password);
    }

    /** Without anything that may be secret. */
    public String shown() {
        return user + "@" + jdbc.substring("jdbc:postgresql:".length()).replaceFirst("\\?.*", "");
    }

    private static String withoutLogin(String query) {
        return Arrays.stream(query.split("&", -1))
                .filter(pair -> !pair.startsWith("user=") && !pair.startsWith("password="))
                .collect(Collectors.joining("&"));
    }

    private static String parameter(URI uri, String name) {
        return Arrays.stream(Optional.ofNullable(uri.getRawQuery()).orElse("").split("&", -1))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> decoded(pair.substring(name.length() + 1)))
                .findFirst()
                .orElse("");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Does not repeat the address: it may hold a password. */
    private static SettingsException wrong(Settings.Named named) {
        return new SettingsException(
                "the journal's address (from %s) is not one of PostgreSQL; write postgresql://USER@HOST:PORT/DATABASE"
                        .formatted(named.saidBy()));
    }

    @Override
    public String toString() {
        return shown();
    }
}
