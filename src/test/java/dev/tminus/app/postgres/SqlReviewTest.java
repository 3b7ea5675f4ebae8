package dev.tminus.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.postgres.migrate.MigrateAction;
import dev.tminus.app.postgres.sql.SqlAction;
import dev.tminus.book.Problem;
import dev.tminus.reader.Reading;
import dev.tminus.reader.RunbookReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlReviewTest {

    @TempDir
    Path folder;

    @Test
    void risks_in_the_text_of_a_step_are_placed_in_the_runbook() throws IOException {
        Path runbook = runbook("""
                - id: drop
                  name: Drop
                  sql:
                    db: main
                    lock_timeout: 5s
                    params: { street: x }
                    text: |
                      select :'street';
                      ALTER TABLE gifts ADD COLUMN a int,
                        DROP COLUMN street1
                """);

        assertThat(places(runbook)).containsExactly("runbook.yaml:19:13 TM612");
    }

    @Test
    void a_step_that_only_reads_has_no_risk() throws IOException {
        Path runbook =
                runbook("- { id: read, name: Read, sql: { db: main, read_only: true, text: \"drop table x\" } }\n");

        assertThat(places(runbook)).isEmpty();
    }

    @Test
    void a_file_and_the_migrations_of_a_step_are_looked_into() throws IOException {
        write("ops/fix.sql", "SET LOCAL lock_timeout = '1s';\nUPDATE gifts SET a = :'x';\n");
        write("prisma/migrations/1_a/migration.sql", "CREATE INDEX i ON gifts (a);\n");
        Path runbook = runbook("""
                - { id: fix, name: Fix, sql: { db: main, file: ops/fix.sql, params: { x: 1 } } }
                - { id: apply, name: Apply, pg.migrate: { db: main, tool: prisma, dir: prisma/migrations, lock_timeout: 5s } }
                """);

        assertThat(places(runbook)).containsExactly("fix.sql:2:1 TM660", "migration.sql:1:1 TM630");
    }

    @Test
    void a_safer_form_spread_over_migrations_is_known() throws IOException {
        write("m/1_a/migration.sql", "ALTER TABLE gifts ADD CONSTRAINT c CHECK (net IS NOT NULL) NOT VALID;");
        write("m/2_b/migration.sql", "ALTER TABLE gifts VALIDATE CONSTRAINT c;");
        write("m/3_c/migration.sql", "ALTER TABLE gifts ALTER COLUMN net SET NOT NULL;");
        write("m/4_d/migration.sql", "CREATE INDEX CONCURRENTLY i ON gifts (net);");

        assertThat(SqlReview.path(folder.resolve("m"))).isEmpty();
    }

    @Test
    void several_statements_of_a_prisma_file_are_one_transaction() throws IOException {
        write("m/1_a/migration.sql", "CREATE INDEX CONCURRENTLY i ON gifts (net);\nSELECT 1;");

        assertThat(SqlReview.path(folder.resolve("m")))
                .extracting(Problem::code)
                .containsExactly("TM604");
    }

    @Test
    void numbered_files_are_one_transaction_each_unless_they_say_otherwise() throws IOException {
        write("n/001_a.sql", "VACUUM gifts;");
        write("n/002_b.sql", "-- tminus: no-transaction\nVACUUM gifts;");

        assertThat(SqlReview.path(folder.resolve("n")))
                .extracting(problem -> Path.of(problem.place().file()).getFileName() + " " + problem.code())
                .containsExactly("001_a.sql TM604");
    }

    @Test
    void a_text_that_cannot_be_read_is_one_finding_with_its_place() throws IOException {
        Path file = write("x.sql", "SELECT 1;\nALTER TABEL gifts;\n");

        assertThat(SqlReview.path(file)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("TM600");
            assertThat(problem.place().line()).isEqualTo(2);
            assertThat(problem.place().column()).isEqualTo(7);
        });
    }

    private List<String> places(Path runbook) {
        Reading reading = new RunbookReader(
                        List.of(new SqlAction().type(), new MigrateAction(InstantSource.system()).type()))
                .read(runbook);
        assertThat(reading.runbook()).as(reading.report()).isPresent();
        return SqlReview.runbook(runbook, reading).stream()
                .map(problem -> "%s:%d:%d %s"
                        .formatted(
                                Path.of(problem.place().file()).getFileName(),
                                problem.place().line(),
                                problem.place().column(),
                                problem.code()))
                .toList();
    }

    private Path runbook(String steps) throws IOException {
        String head = """
                runbook: v1
                id: m
                name: M
                owner: us
                connections: { main: { url: "postgresql://localhost/x" } }
                environments: { test: { rehearsal: true } }
                phases:
                  - id: during
                    name: During
                    steps:
                """;
        return write("runbook.yaml", head + steps.indent(6));
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
