package dev.tminus.app;

import dev.tminus.app.cli.desk.LocalServer;
import dev.tminus.app.embedded.EmbeddedServer;
import java.nio.file.Path;
import java.util.OptionalInt;

/** The embedded server, as the command line knows it. */
record OwnServer(EmbeddedServer server) implements LocalServer {
    @Override
    public Path home() {
        return server.home();
    }

    @Override
    public OptionalInt port() {
        return server.runningPort();
    }

    @Override
    public int users() {
        return server.userCount();
    }

    @Override
    public int start() {
        return Wiring.refusing(() -> {
            try (EmbeddedServer.Visit visit = server.join()) {
                return visit.address().port();
            }
        });
    }

    @Override
    public boolean stop() {
        return Wiring.refusing(server::stop);
    }
}
