package dev.tminus.app.postgres.sql;

import dev.tminus.action.ActionContext;
import dev.tminus.app.postgres.database.Inputs;
import dev.tminus.app.postgres.database.TargetRefused;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The SQL of a step, from {@code text} or {@code file}, divided and with its parameters in place. */
record SqlText(String text, List<SqlStatement.Bound> statements) {

    /** A file beyond this is a dump, and belongs to a program that streams it. */
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    SqlText {
        statements = List.copyOf(statements);
    }

    static SqlText of(ActionContext context) {
        Inputs inputs = new Inputs(context.inputs());
        String text = text(context, inputs);
        List<SqlStatement> statements = SqlScanner.statements(text);
        if (statements.isEmpty()) {
            throw new TargetRefused("There is no statement in the SQL of this step.");
        }
        SqlParameters parameters = new SqlParameters(inputs.mapping("params").map());
        refuseUnused(parameters, statements);
        SqlEnd end = SqlEnd.of(inputs);
        if (end != SqlEnd.EACH_ALONE) {
            statements.stream()
                    .filter(SqlStatement::controlsTransaction)
                    .findFirst()
                    .ifPresent(statement -> {
                        throw new SqlMistake(
                                statement.line(),
                                "%s begins or ends a transaction, and the step has one already; take it out, or write transaction: none"
                                        .formatted(statement.words().get(0)));
                    });
        }
        return new SqlText(
                text,
                statements.stream().map(statement -> statement.bind(parameters)).toList());
    }

    private static String text(ActionContext context, Inputs inputs) {
        Optional<String> text = inputs.text("text");
        Optional<String> file = inputs.text("file");
        if (text.isPresent() == file.isPresent()) {
            throw new TargetRefused("A sql step has either text or file; this one has %s."
                    .formatted(text.isPresent() ? "both" : "neither"));
        }
        return text.orElseGet(() -> read(context.folder(), file.orElseThrow()));
    }

    private static String read(Path folder, String file) {
        Path path = folder.resolve(file);
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new TargetRefused(
                        "%s is larger than 16 MiB; load it with psql or pg_restore in a run step.".formatted(file));
            }
            return Files.readString(path);
        } catch (NoSuchFileException missing) {
            throw new TargetRefused("There is no file %s; the path begins at the runbook's folder.".formatted(file));
        } catch (CharacterCodingException malformed) {
            throw new TargetRefused("%s is not valid UTF-8; save the file as UTF-8.".formatted(file));
        } catch (IOException unreadable) {
            throw new TargetRefused("%s cannot be read: %s.".formatted(file, unreadable.getMessage()), unreadable);
        }
    }

    /** A value that goes nowhere usually is a variable written in a way we do not read, such as a bare {@code :name}. */
    private static void refuseUnused(SqlParameters parameters, List<SqlStatement> statements) {
        TreeSet<String> unused = new TreeSet<>(parameters.values().keySet());
        statements.forEach(statement -> statement.variables().forEach(variable -> unused.remove(variable.name())));
        if (!unused.isEmpty()) {
            throw new TargetRefused("params names %s, which the SQL never uses; write it as %s, outside quotes."
                    .formatted(
                            String.join(", ", unused),
                            unused.stream().map(name -> ":'" + name + "'").collect(Collectors.joining(", "))));
        }
    }
}
