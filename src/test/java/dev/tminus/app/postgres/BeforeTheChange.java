package dev.tminus.app.postgres;

import dev.tminus.app.postgres.migrate.LockPatience;
import dev.tminus.app.postgres.migrate.PrismaMigrator;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database of a test's own with the schema of the donations runbook, its second migration still to come. */
public final class BeforeTheChange implements BeforeEachCallback, AfterEachCallback {

    public static final Path MIGRATIONS = Path.of("../runbooks/donations/prisma/migrations");

    private final OwnDatabase own = OwnDatabase.empty();
    private final PrismaMigrator migrator = new PrismaMigrator(MIGRATIONS, "public", InstantSource.system());

    @Override
    public void beforeEach(ExtensionContext test) throws SQLException {
        own.beforeEach(test);
        migrator.deploy(
                own.connection(),
                LockPatience.unlimited(),
                migration -> migration.name().endsWith("_init"));
    }

    @Override
    public void afterEach(ExtensionContext test) throws SQLException {
        own.afterEach(test);
    }

    public Connection connection() {
        return own.connection();
    }

    public String url() {
        return own.url();
    }

    /** Of the runbook's migrations. */
    public PrismaMigrator migrator() {
        return migrator;
    }
}
