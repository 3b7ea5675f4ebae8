package dev.tminus.app.postgres.backup;

import dev.tminus.app.postgres.schema.DataPrint;
import dev.tminus.app.postgres.schema.DataPrint.TablePrint;
import dev.tminus.app.postgres.schema.SchemaPrint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What lay in a database at one moment: its schema, and the number and checksum of the rows of each table.
 *
 * <p>Beside a dump it is a text file, {@code FILE.contents}: the words {@code tminus contents 1}, then lines of a word and
 * what it names, with tabs between the parts.
 *
 * @param sha256 of the dump's file; empty where there is none
 */
public record Contents(Instant takenAt, String sha256, SchemaPrint schema, DataPrint data) {

    private static final String FIRST_LINE = "tminus contents 1";

    /** What a comparison looks at. */
    public enum Aspect {
        SCHEMA,
        ROW_COUNTS,
        CHECKSUMS
    }

    /** Of a database as the session sees it. */
    public static Contents of(Connection connection, Instant takenAt) throws SQLException {
        return new Contents(takenAt, "", SchemaPrint.of(connection).asCopied(), DataPrint.of(connection));
    }

    /** As the contents of that dump. */
    public Contents in(String fileDigest) {
        return new Contents(takenAt, fileDigest, schema, data);
    }

    public long rows() {
        return data.tables().values().stream().mapToLong(TablePrint::rows).sum();
    }

    /** What this one lacks of the other or has beyond it, in words, rows first; empty when they are equal. */
    public List<String> differenceFrom(Contents other, Set<Aspect> aspects) {
        List<String> differences = new ArrayList<>();
        if (aspects.contains(Aspect.CHECKSUMS)) {
            differences.addAll(data.differenceFrom(other.data));
        } else if (aspects.contains(Aspect.ROW_COUNTS)) {
            differences.addAll(counts().rowDifferenceFrom(other.counts()));
        }
        if (aspects.contains(Aspect.SCHEMA)) {
            differences.addAll(schema.differenceFrom(other.schema));
        }
        return differences;
    }

    private DataPrint counts() {
        Map<String, TablePrint> counts = new LinkedHashMap<>();
        data.tables().forEach((name, table) -> counts.put(name, new TablePrint(table.rows(), "")));
        return new DataPrint(counts, Map.of());
    }

    /** Where the contents of a dump are written. */
    public static Path beside(Path dump) {
        return dump.resolveSibling(dump.getFileName() + ".contents");
    }

    public void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>(List.of(FIRST_LINE, "taken\t" + takenAt, "sha256\t" + sha256));
        data.tables()
                .forEach((name, table) ->
                        lines.add("table\t" + escaped(name) + "\t" + table.rows() + "\t" + table.checksum()));
        data.sequences().forEach((name, at) -> lines.add("sequence\t" + escaped(name) + "\t" + at));
        schema.lines().forEach(line -> lines.add("schema\t" + escaped(line)));
        Files.write(file, lines);
    }

    /** Of a dump, as written when it was taken; empty where nothing lies beside it. */
    public static Optional<Contents> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse(Files.readAllLines(file)));
        } catch (IOException | DateTimeParseException | IndexOutOfBoundsException | NumberFormatException broken) {
            throw new BackupRefused("%s cannot be read (%s).".formatted(file, broken.getMessage()), broken);
        }
    }

    private static Contents parse(List<String> lines) throws IOException {
        if (!lines.get(0).equals(FIRST_LINE)) {
            throw new IOException("it begins with something else than \"" + FIRST_LINE + "\"");
        }
        Map<String, TablePrint> tables = new LinkedHashMap<>();
        Map<String, String> sequences = new LinkedHashMap<>();
        List<String> schema = new ArrayList<>();
        for (String line : lines.subList(3, lines.size())) {
            String[] parts = line.split("\t", -1);
            switch (parts[0]) {
                case "table" -> tables.put(plain(parts[1]), new TablePrint(Long.parseLong(parts[2]), parts[3]));
                case "sequence" -> sequences.put(plain(parts[1]), parts[2]);
                case "schema" -> schema.add(plain(parts[1]));
                default -> throw new IOException("a line begins with \"" + parts[0] + "\"");
            }
        }
        return new Contents(
                Instant.parse(lines.get(1).split("\t", -1)[1]),
                lines.get(2).split("\t", -1)[1],
                SchemaPrint.of(schema),
                new DataPrint(tables, sequences));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\")
                .replace("\t", "\\t")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
    }

    private static String plain(String text) {
        UnaryOperator<String> one = found -> switch (found) {
            case "\\t" -> "\t";
            case "\\n" -> "\n";
            case "\\r" -> "\r";
            default -> "\\";
        };
        return java.util.regex.Pattern.compile("\\\\[tnr\\\\]")
                .matcher(text)
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(one.apply(match.group())));
    }
}
