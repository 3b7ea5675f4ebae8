package dev.tminus.app.postgres.migrate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a migration as Prisma and as the plain tool have it, below {@code prisma} and {@code sql}. */
public final class MigrationFiles {

    private MigrationFiles() {}

    public static void write(Path folder, String name, String script) throws IOException {
        prisma(folder.resolve("prisma"), name, script);
        Files.createDirectories(folder.resolve("sql"));
        Files.writeString(folder.resolve("sql/" + name + ".sql"), script);
    }

    static void prisma(Path directory, String name, String script) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(name));
        Files.writeString(folder.resolve("migration.sql"), script);
    }
}
