package dev.tminus.app.cli.desk;

import dev.tminus.book.Problem;
import dev.tminus.reader.Reading;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Says what is risky in SQL, without a database. */
public interface SqlAdvice {

    /** In the SQL that a runbook holds or names. */
    List<Problem> runbook(Path file, Reading reading);

    /** In a file of SQL, or in a directory of migrations. */
    List<Problem> path(Path path);

    /** The title of each code. */
    Map<String, String> titles();

    /** What {@code tminus explain} says about each code. */
    Map<String, String> explanations();
}
