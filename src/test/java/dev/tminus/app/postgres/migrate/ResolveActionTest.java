package dev.tminus.app.postgres.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.OwnDatabase;
import dev.tminus.run.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ResolveActionTest {

    @TempDir
    Path folder;

    private final MigrateAction migrate = new MigrateAction(InstantSource.system());
    private final ResolveAction resolve = new ResolveAction(InstantSource.system());
    private ScriptedContext context;

    @RegisterExtension
    private final OwnDatabase own = OwnDatabase.empty();

    @BeforeEach
    void begin() throws IOException {
        context = own.context(folder).with("tool", "prisma").with("dir", "prisma");
        migration("1_init", "create table gifts (id int)");
    }

    @Test
    void what_was_rolled_back_is_marked_so_and_can_be_applied_again() throws Exception {
        migration("2_net", "alter table gifts add net int; select 1 / (select count(*) from gifts);");
        migrate.perform(context);
        assertThat(refused(migrate.perform(context))).contains("2_net", "resolve it");

        Map<String, Object> result = done(resolve.perform(context));
        own.execute("insert into gifts values (1)");

        assertThat(result)
                .containsEntry("migration", "2_net")
                .containsEntry("verdict", "rolled_back")
                .containsEntry("resolved", "rolled_back");
        assertThat(done(migrate.perform(context))).containsEntry("failed", "");
    }

    @Test
    void a_step_that_may_resolve_what_is_proven_needs_no_other() throws Exception {
        migration("2_net", "alter table gifts add net int; select 1 / (select count(*) from gifts);");
        migrate.perform(context);
        own.execute("insert into gifts values (1)");

        assertThat(done(migrate.perform(context.with("resolve", "proven")))).containsEntry("failed", "");
        assertThat(context.shown()).contains("2_net resolved as rolled back: ");
    }

    @Test
    void what_another_tool_committed_without_recording_it_is_marked_applied() throws Exception {
        migrate.perform(context);
        migration("2_net", "alter table gifts add net int");
        own.execute("alter table gifts add net int");
        begun("2_net", 1);

        assertThat(done(resolve.perform(context)))
                .containsEntry("verdict", "committed_unrecorded")
                .containsEntry("resolved", "applied");
        assertThat(own.rows("select applied_steps_count, rolled_back_at is null, finished_at is null"
                        + " from _prisma_migrations where migration_name = '2_net' order by 1"))
                .containsExactly("0|t|f", "1|f|t");
    }

    @Test
    void what_is_proven_otherwise_is_refused() throws Exception {
        migrate.perform(context);
        migration("2_net", "alter table gifts add net int");
        begun("2_net", 0);

        assertThat(refused(resolve.perform(context.with("as", "applied"))))
                .startsWith(
                        "2_net is not resolved as applied: the opposite is proven.\nVerdict on 2_net: rolled back.");
        assertThat(own.rows("select count(*) from _prisma_migrations where rolled_back_at is not null"))
                .containsExactly("0");
    }

    @Test
    void what_nobody_can_tell_is_left_alone_until_a_person_says_what_it_is() throws Exception {
        migrate.perform(context);
        migration("2_rows", "insert into gifts values (1)");
        begun("2_rows", 0);

        assertThat(refused(resolve.perform(context))).startsWith("2_rows is not resolved: cannot be told.");
        assertThat(done(resolve.perform(context.with("as", "rolled_back")))).containsEntry("resolved", "rolled_back");
        assertThat(done(resolve.perform(context.without("as")))).containsEntry("migration", "");
    }

    @Test
    void a_plain_file_that_was_half_applied_is_resolved_when_it_was_cleaned_up() throws Exception {
        Files.createDirectories(folder.resolve("sql"));
        Files.writeString(
                folder.resolve("sql/1_half.sql"),
                "-- tminus: no-transaction\ncreate table a (id int);\ncreate index on nowhere (id);\n");
        context.with("tool", "sql").with("dir", "sql");
        migrate.perform(context);
        assertThat(refused(resolve.perform(context))).startsWith("1_half is not resolved: half-applied.");

        own.execute("drop table a");

        assertThat(done(resolve.perform(context))).containsEntry("resolved", "rolled_back");
        assertThat(own.rows("select name from tminus_migrations")).isEmpty();
    }

    @Test
    void the_verdict_stands_in_the_approval_beside_the_step() throws Exception {
        migrate.perform(context);
        migration("2_net", "alter table gifts add net int");
        begun("2_net", 0);

        assertThat(resolve.pending(context).map().get("verdict").toString())
                .startsWith("Verdict on 2_net: rolled back.");
    }

    /** As Prisma leaves it when it is killed before, or after, its script went through. */
    private void begun(String name, int steps) throws Exception {
        String checksum = Migration.of(name, Files.readAllBytes(folder.resolve("prisma/" + name + "/migration.sql")))
                .checksum();
        own.execute(
                "insert into _prisma_migrations (id, checksum, migration_name, applied_steps_count) values ('%s', '%s', '%s', %d)"
                        .formatted(name, checksum, name, steps));
    }

    private static Map<String, Object> done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).result().map();
    }

    private static String refused(Outcome outcome) {
        return ((Outcome.Failed) outcome).reason();
    }

    private void migration(String name, String script) throws IOException {
        Files.createDirectories(folder.resolve("prisma/" + name));
        Files.writeString(folder.resolve("prisma/" + name + "/migration.sql"), script);
    }
}
