package dev.tminus.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.migrate.MigrateAction;
import dev.tminus.app.postgres.migrate.MigrationFiles;
import dev.tminus.app.postgres.risk.DatabaseFacts;
import dev.tminus.app.postgres.sql.SqlAction;
import dev.tminus.book.Problem;
import dev.tminus.book.Problem.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class TargetRisksTest {

    @TempDir
    Path folder;

    @RegisterExtension
    private final OwnDatabase own = OwnDatabase.with(
            "create table gifts (id int, code varchar(10)); create table few (id int)",
            "insert into gifts select g, g from generate_series(1, 20000) g; insert into few values (1)",
            "analyze");

    @Test
    void what_is_pending_is_sized_by_the_rows_it_will_meet() throws IOException {
        migration("1_a", "alter table gifts alter column id set not null");
        migration("2_b", "alter table few alter column id set not null");

        List<Problem> risks = new MigrateAction(InstantSource.system()).risks(migrate());

        assertThat(risks).extracting(Problem::code).containsExactly("TM615", "TM615");
        assertThat(risks.get(0).message()).endsWith("(gifts has about 20,000 rows)");
        assertThat(risks).extracting(Problem::severity).containsExactly(Severity.WARNING, Severity.NOTE);
        assertThat(risks.get(0).place().file()).isEqualTo("prisma/1_a/migration.sql");
    }

    @Test
    void what_the_database_has_already_makes_a_statement_harmless() throws IOException, SQLException {
        own.execute("alter table gifts add constraint there check (id is not null)");
        migration("1_a", "alter table gifts alter column id set not null");
        migration("2_b", "alter table gifts alter column code type varchar(20)");

        assertThat(new MigrateAction(InstantSource.system()).risks(migrate())).isEmpty();
    }

    @Test
    void a_migration_that_was_edited_after_it_was_applied_is_found_by_its_checksum() throws IOException, SQLException {
        own.execute("create schema p");
        ScriptedContext context = migrate().connection("main", Map.of("url", own.url() + "?schema=p"));
        migration("1_a", "create table fresh (id bigint primary key)");
        new MigrateAction(InstantSource.system()).perform(context);
        migration("1_a", "create table fresh (id int primary key)");

        List<Problem> risks = new MigrateAction(InstantSource.system()).risks(context);

        assertThat(risks).extracting(Problem::code).containsExactly("TM698");
        assertThat(risks.get(0).place().file()).isEqualTo("prisma/1_a/migration.sql");
    }

    @Test
    void the_text_of_a_step_is_looked_at_too() {
        ScriptedContext context = own.context(folder)
                .with("lock_timeout", "1s")
                .with("params", Map.of("code", "x"))
                .with("text", "update gifts set code = :'code'");

        assertThat(new SqlAction().risks(context)).singleElement().satisfies(risk -> {
            assertThat(risk.code()).isEqualTo("TM660");
            assertThat(risk.message()).contains("20,000 rows");
        });
        assertThat(new SqlAction().risks(context.with("read_only", true))).isEmpty();
    }

    @Test
    void rows_of_a_partitioned_table_are_those_of_its_partitions() throws SQLException {
        own.execute("create table p (id int) partition by range (id); create table p1 partition of p default");
        own.execute("insert into p select generate_series(1, 30000); analyze");

        DatabaseFacts facts = DatabaseFacts.of(own.connection(), "public");

        assertThat(facts.rows(Name.of("p"))).contains(30_000L);
        assertThat(facts.rows(Name.of("nowhere"))).isEmpty();
    }

    private ScriptedContext migrate() {
        return own.context(folder).with("tool", "prisma").with("dir", "prisma").with("lock_timeout", "1s");
    }

    private void migration(String name, String script) throws IOException {
        MigrationFiles.write(folder, name, script);
    }
}
