package dev.tminus.app.embedded;

import static java.util.Objects.requireNonNull;

/** Where a running embedded server listens and who may log in. Its text form leaves the password out. */
public record ServerAddress(int port, String user, String password) {
    public ServerAddress {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port must be between 1 and 65535, was " + port);
        }
        requireNonNull(user, "user");
        requireNonNull(password, "password");
    }

    /** The JDBC address of one database, without user and password. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public String toString() {
        return user + "@127.0.0.1:" + port;
    }
}
