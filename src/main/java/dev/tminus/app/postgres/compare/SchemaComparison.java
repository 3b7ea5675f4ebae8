package dev.tminus.app.postgres.compare;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.TargetRefused;
import dev.tminus.app.postgres.records.FingerprintStore;
import dev.tminus.app.postgres.schema.SchemaPrint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A schema beside an earlier one, from this run or from a file.
 *
 * <p>What belongs to the database itself, such as its settings, is listed apart and fails nothing: maintenance switches
 * change it on purpose, and a copy of a database comes without it.
 */
final class SchemaComparison {

    /** Enough to see what happened; the result holds no more either. */
    private static final int MOST_DIFFERENCES = 100;

    private static final int MOST_OF_A_LINE = 300;

    private final ActionContext context;
    private final Inputs inputs;

    SchemaComparison(ActionContext context, Inputs inputs) {
        this.context = context;
        this.inputs = inputs;
    }

    /** Adds what it found to the result, and what is not as wanted to the complaints; keeps the fingerprint. */
    void judge(Connection connection, SchemaPrint now, Map<String, Object> found, List<String> complaints)
            throws SQLException {
        List<String> differences = new ArrayList<>();
        List<String> ofDatabase = new ArrayList<>();
        FingerprintStore store = new FingerprintStore(context);
        Optional<String> same = inputs.text("same_as");
        if (same.isPresent()) {
            SchemaPrint before = store.find(connection, same.get()).orElseThrow(() -> notKept(same.get()));
            differences.addAll(compare(now, before, same.get(), complaints));
            now.ofDatabase().differenceFrom(before.ofDatabase()).forEach(ofDatabase::add);
        }
        Optional<String> file = inputs.text("same_as_file");
        if (file.isPresent()) {
            differences.addAll(compare(now, read(file.get()), file.get(), complaints));
        }
        store.keep(now);
        inputs.text("save").ifPresent(name -> write(name, now));
        found.put("differences", differences);
        found.put("database_differences", ofDatabase);
    }

    private List<String> compare(SchemaPrint now, SchemaPrint before, String name, List<String> complaints) {
        List<String> all = comparable(now).differenceFrom(comparable(before));
        List<String> shown = new ArrayList<>(all.stream()
                .limit(MOST_DIFFERENCES)
                .map(line -> line.length() > MOST_OF_A_LINE ? line.substring(0, MOST_OF_A_LINE) + " ..." : line)
                .toList());
        if (all.size() > MOST_DIFFERENCES) {
            shown.add("and %d more".formatted(all.size() - MOST_DIFFERENCES));
        }
        if (!shown.isEmpty()) {
            complaints.add("The schema is not the same as %s:%n%s".formatted(name, String.join("\n", shown)));
        }
        return shown;
    }

    private SchemaPrint comparable(SchemaPrint print) {
        return inputs.flag("without_rights") ? print.asCopied().withoutRights() : print.asCopied();
    }

    private static TargetRefused notKept(String name) {
        return new TargetRefused(("No fingerprint of '%s' is kept in this run, neither here nor on the target; "
                        + "pg.migrate takes one before it begins, and each pg.schema step takes one.")
                .formatted(name));
    }

    private SchemaPrint read(String name) {
        try {
            return SchemaPrint.of(Files.readAllLines(path(name)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("same_as_file cannot be read", unreadable);
        }
    }

    private void write(String name, SchemaPrint print) {
        try {
            Files.write(path(name), print.lines());
        } catch (IOException refused) {
            throw new UncheckedIOException("save cannot be written", refused);
        }
    }

    private Path path(String name) {
        return context.folder().resolve(name);
    }
}
