package dev.tminus.app.postgres.migrate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A directory {@code prisma/migrations}: one folder for each migration, applied in the order of their names. */
final class PrismaDirectory {

    private static final Pattern PROVIDER = Pattern.compile("^\\s*provider\\s*=\\s*\"([^\"]*)\"", Pattern.MULTILINE);

    private PrismaDirectory() {}

    static List<Migration> read(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new MigrationRefused(
                    "There is no migration directory %s; name Prisma's folder of migrations.".formatted(directory));
        }
        try {
            checkProvider(directory.resolve("migration_lock.toml"));
            try (Stream<Path> folders = Files.list(directory)) {
                return folders.filter(Files::isDirectory)
                        .sorted((one, other) -> name(one).compareTo(name(other)))
                        .map(PrismaDirectory::migration)
                        .toList();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read migrations in " + directory, unreadable);
        }
    }

    private static void checkProvider(Path lock) throws IOException {
        if (!Files.exists(lock)) {
            return;
        }
        Matcher provider = PROVIDER.matcher(Files.readString(lock));
        if (provider.find() && !provider.group(1).equals("postgresql")) {
            throw new MigrationRefused(
                    "P3019",
                    "%s is for the provider '%s', and this is a PostgreSQL database."
                            .formatted(lock, provider.group(1)));
        }
    }

    private static Migration migration(Path folder) {
        Path script = folder.resolve("migration.sql");
        if (!Files.isRegularFile(script)) {
            throw new MigrationRefused(
                    "P3015", "There is no migration file %s; delete the folder or restore the file.".formatted(script));
        }
        try {
            return Migration.of(name(folder), Files.readAllBytes(script));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + script, unreadable);
        }
    }

    private static String name(Path folder) {
        return folder.getFileName().toString();
    }
}
