package dev.tminus.app;

import static dev.tminus.app.RehearsedGifts.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ShippedRun.Ended;
import dev.tminus.app.postgres.LocalPrograms;
import dev.tminus.app.postgres.TestServer;
import dev.tminus.run.PointTried;
import dev.tminus.run.Proof;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is tried of a way back on a copy of a real database, what is not, and what is left alone. */
class WayBackOnCopyTest {

    @RegisterExtension
    private final RehearsedGifts gifts = new RehearsedGifts();

    @Test
    void an_undo_outside_the_database_is_not_tried_and_does_nothing() throws Exception {
        Path trace = gifts.folder().resolve("trace");

        PointTried point = gifts.only(step("add", "alter table gifts add column net int")
                + "        undo: { run: [touch, %s] }\n".formatted(trace));

        assertThat(point.proof()).isEqualTo(Proof.NOT_TRIED);
        assertThat(point.differences().get(0)).endsWith("add~undo[1] (run)");
        assertThat(trace).doesNotExist();
    }

    @Test
    void an_undo_that_would_reach_beyond_the_copy_is_not_tried() throws Exception {
        String role = "r_" + gifts.database();
        PointTried point = gifts.only(step(
                "grant",
                "create role %1$s; grant select on gifts to %1$s".formatted(role),
                "revoke all on gifts from %1$s; drop role %1$s".formatted(role)));

        assertThat(point.proof()).isEqualTo(Proof.NOT_TRIED);
        assertThat(point.differences().get(0)).endsWith("grant~undo[1] (DROP ROLE)");
        gifts.execute("drop owned by %1$s; drop role %1$s".formatted(role));
    }

    @Test
    void a_database_that_others_use_is_copied_from_a_dump_or_else_the_rehearsal_says_why_not() throws Exception {
        try (Connection other = TestServer.connect(gifts.database())) {
            TestServer.execute(other, "set application_name = 'shop'");

            PointTried point = gifts.only(
                    step("add", "alter table gifts add column net int", "alter table gifts drop column net"));

            if (LocalPrograms.areHere()) {
                assertThat(point.proof()).as(point.toString()).isEqualTo(Proof.EXACT);
            } else {
                assertThat(point.proof()).isEqualTo(Proof.NOT_TRIED);
                assertThat(point.differences().get(0)).contains("others are connected", "shop", "or have it dumped: ");
            }
        }
    }

    @Test
    void the_run_s_own_database_keeps_what_was_done_and_no_copy_stays() throws Exception {
        gifts.run("local", step("add", "alter table gifts add column net int", "alter table gifts drop column net"));

        assertThat(gifts.rows(
                        "select count(*) from pg_attribute where attname = 'net' and attrelid = 'gifts'::regclass"))
                .containsExactly("1");
        assertThat(gifts.rows("select datname from pg_database where datname like 'tminus_way_back%'"))
                .isEmpty();
    }

    @Test
    void a_migration_is_tried_with_the_undo_that_belongs_to_it() throws Exception {
        Files.createDirectories(gifts.folder().resolve("migrations"));
        Files.writeString(
                gifts.folder().resolve("migrations/001_marks.sql"),
                "create table marks (id int primary key, gift int references gifts);");

        PointTried point = gifts.only("""
                  - id: apply
                    pg.migrate: { db: main, tool: sql, dir: migrations }
                    undo: { pg.cleanup: { db: main, step: apply } }
            """);

        assertThat(point.did()).isEqualTo("001_marks");
        assertThat(point.proof()).as(point.toString()).isEqualTo(Proof.EXACT);
    }

    @Test
    void an_undo_in_batches_is_tried_to_its_end() throws Exception {
        String undo = """
                    undo:
                      sql: { db: main, text: "delete from gifts where id in (select id from gifts where note = 'new' limit 10)" }
                      poll: { every: 10ms, until: count == 0 }
            """;
        PointTried point = gifts.only(
                step("more", "insert into gifts (amount, note) select n, 'new' from generate_series(1, 25) n") + undo);

        assertThat(point.proof()).isEqualTo(Proof.EXACT);
    }

    @Test
    void an_environment_that_does_not_ask_for_it_tries_nothing() throws Exception {
        Ended run = gifts.run(
                "careless", step("add", "alter table gifts add column net int", "alter table gifts drop column net"));

        assertThat(run.state().pointsTried()).isEmpty();
    }
}
