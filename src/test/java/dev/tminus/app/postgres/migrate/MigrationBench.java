package dev.tminus.app.postgres.migrate;

import static dev.tminus.app.postgres.TestServer.execute;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** A database of its own, on a server of that version, with a session to look with and one to be in the way with. */
record MigrationBench(Path folder, int version, String database, Connection own, Connection other)
        implements AutoCloseable {

    /** With Prisma's own table, without which a schema that holds tables is refused. */
    static MigrationBench of(Path folder, int version, String tables) throws SQLException {
        TestServers.Server server = TestServers.of(version);
        String database = server.newDatabase();
        Connection own = server.connect(database);
        execute(
                own,
                "create table _prisma_migrations (id varchar(36) primary key not null, checksum varchar(64) not null,"
                        + " finished_at timestamptz, migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,"
                        + " started_at timestamptz not null default now(), applied_steps_count integer not null default 0)");
        execute(own, tables);
        return new MigrationBench(folder, version, database, own, server.connect(database));
    }

    @Override
    public void close() throws SQLException {
        own.close();
        other.close();
    }

    ScriptedContext context(String tool) {
        return new ScriptedContext(folder)
                .connection("main", Map.of("url", TestServers.of(version).url(database)))
                .with("db", "main")
                .with("tool", tool)
                .with("dir", tool);
    }
}
