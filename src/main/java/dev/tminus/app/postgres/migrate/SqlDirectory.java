package dev.tminus.app.postgres.migrate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A directory of plain files {@code 001_name.sql} or {@code V1__name.sql}, applied in the order of their numbers. */
final class SqlDirectory {

    private static final Pattern NAME = Pattern.compile("(?:V)?(\\d+)_+\\S+\\.sql");

    private static final Pattern NO_TRANSACTION =
            Pattern.compile("\\A\\uFEFF?\\s*--\\s*tminus:\\s*no-transaction\\s*$", Pattern.MULTILINE);

    private SqlDirectory() {}

    static List<Migration> read(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new MigrationRefused(
                    "There is no migration directory %s; name the folder of numbered SQL files.".formatted(directory));
        }
        Map<BigInteger, Path> numbered = new TreeMap<>();
        for (Path file : sqlFiles(directory)) {
            Path other = numbered.put(number(file), file);
            if (other != null) {
                throw new MigrationRefused(
                        "The files %s and %s have the same number; give one of them another.".formatted(other, file));
            }
        }
        List<Migration> migrations = new ArrayList<>();
        numbered.values().forEach(file -> migrations.add(migration(file)));
        return migrations;
    }

    /** True where the first line asks that the file's statements run one by one, outside a transaction. */
    static boolean avoidsTransaction(Migration migration) {
        return NO_TRANSACTION.matcher(migration.script()).find();
    }

    /** True where an unfinished attempt is proven to have left nothing. */
    static boolean oneTransaction(Migration migration) {
        return !avoidsTransaction(migration) && ScriptRun.left(migration) == MigrationReport.Left.NOTHING;
    }

    private static List<Path> sqlFiles(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read migrations in " + directory, unreadable);
        }
    }

    private static BigInteger number(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            throw new MigrationRefused(
                    "The file %s has no number; name it like 001_name.sql or V1__name.sql.".formatted(file));
        }
        return new BigInteger(name.group(1));
    }

    private static Migration migration(Path file) {
        String name = file.getFileName().toString();
        try {
            return Migration.of(name.substring(0, name.length() - ".sql".length()), Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}
