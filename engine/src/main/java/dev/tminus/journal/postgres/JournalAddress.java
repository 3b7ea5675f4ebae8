package dev.tminus.journal.postgres;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Properties;

/**
 * Where a journal is and who logs in. Its text form leaves the password out.
 *
 * @param url a JDBC address of PostgreSQL without user and password
 * @param patience how long a lost connection is tried again before the journal counts as unreachable
 */
public record JournalAddress(String url, String user, String password, Duration patience) {
    /** Longer than a server takes to start anew. */
    public static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Seconds without an answer after which a connection counts as lost, so that a dead network is noticed. */
    private static final String ANSWER_LIMIT = "20";

    public JournalAddress {
        requireNonNull(user, "user");
        requireNonNull(password, "password");
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("url must begin with jdbc:postgresql:");
        }
    }

    public static JournalAddress of(String url, String user, String password) {
        return new JournalAddress(url, user, password, PATIENCE);
    }

    /** The address as people may see it: without the part that may hold secrets. */
    public String shown() {
        return url.substring("jdbc:postgresql:".length()).replaceFirst("\\?.*", "");
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "tminus");
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("socketTimeout", ANSWER_LIMIT);
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    @Override
    public String toString() {
        return user + "@" + shown();
    }
}
