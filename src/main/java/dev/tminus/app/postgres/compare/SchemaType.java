package dev.tminus.app.postgres.compare;

import static dev.tminus.app.postgres.database.TargetKeys.BOOL;
import static dev.tminus.app.postgres.database.TargetKeys.TEXT;
import static dev.tminus.app.postgres.database.TargetKeys.TEXTS;

import dev.tminus.app.postgres.database.TargetKeys;
import dev.tminus.app.postgres.records.FingerprintStore;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.DryRun;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code pg.schema} declares about itself. */
final class SchemaType {

    private SchemaType() {}

    private static final Type NAMES = new Type.ListOf(Simple.STRING);

    static final ActionType TYPE = new ActionType(
            "pg.schema",
            "Verifies tables, indexes and constraints by the catalogs, or that the schema is the same as it was. Fails with "
                    + "everything that is not as wanted.",
            Optional.empty(),
            TargetKeys.with(
                    ActionType.Key.optional(
                            "tables", TEXTS, "Tables that must be there. Example: tables: [gifts, app.donors]"),
                    ActionType.Key.optional(
                            "no_invalid_indexes",
                            BOOL,
                            "No index may be left invalid by a build that failed. Example: no_invalid_indexes: true"),
                    ActionType.Key.optional(
                            "no_unvalidated_constraints",
                            BOOL,
                            "No constraint, foreign keys included, may be left unvalidated. "
                                    + "Example: no_unvalidated_constraints: true"),
                    ActionType.Key.optional(
                            "same_as",
                            new Shape.Either(List.of(
                                    new Shape.OneOf(List.of(FingerprintStore.BEFORE)),
                                    new Shape.Reference(ActionType.Target.STEP))),
                            "The schema must be as it was before the run's first pg.migrate (before), or as an earlier pg.schema "
                                    + "step found it. Example: same_as: before"),
                    ActionType.Key.optional(
                            "same_as_file",
                            TEXT,
                            "The schema must be as the lines of this file say, which a step with save wrote elsewhere, such as "
                                    + "in a rehearsal. Example: same_as_file: schema.lines"),
                    ActionType.Key.optional(
                            "without_rights",
                            BOOL,
                            "Comparisons leave out owners and privileges, whose roles differ from one environment to another. "
                                    + "Example: without_rights: true"),
                    ActionType.Key.optional(
                            "save",
                            TEXT,
                            "Writes the fingerprint into this file, a line for each thing the schema is made of. "
                                    + "Example: save: schema.lines")),
            List.of(),
            result(),
            Repeat.SAFE,
            DryRun.PROBE,
            Optional.empty(),
            """
            pg.schema: { db: main, tables: [gifts, donors], no_invalid_indexes: true, no_unvalidated_constraints: true }
            """);

    private static Map<String, Type> result() {
        Map<String, Type> fields = new LinkedHashMap<>();
        fields.put("tables", NAMES);
        fields.put("indexes", NAMES);
        fields.put("foreign_keys", NAMES);
        fields.put("invalid_indexes", NAMES);
        fields.put("unvalidated_constraints", NAMES);
        fields.put("fingerprint", Simple.STRING);
        fields.put("differences", NAMES);
        fields.put("database_differences", NAMES);
        return fields;
    }
}
