package dev.tminus.app.postgres.migrate;

import dev.tminus.app.postgres.OwnDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An empty database and a directory of Prisma migrations for it. */
abstract class OnPrisma {

    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-02T03:04:05.678912Z"));

    @TempDir
    Path directory;

    @RegisterExtension
    final OwnDatabase own = OwnDatabase.empty();

    PrismaMigrator migrator;

    @BeforeEach
    void migrator() {
        migrator = new PrismaMigrator(directory, "public", CLOCK);
    }

    void migration(String name, String script) throws IOException {
        MigrationFiles.prisma(directory, name, script);
    }

    MigrationReport deploy() throws SQLException {
        return migrator.deploy(own.connection(), LockPatience.unlimited());
    }

    MigrationLook look() throws SQLException {
        return migrator.look(own.connection());
    }
}
