package dev.tminus.app;

import static dev.tminus.app.RehearsedGifts.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tminus.app.postgres.LocalPrograms;
import dev.tminus.app.postgres.TestServer;
import dev.tminus.run.PointTried;
import dev.tminus.run.RollbackProof;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A restore from the backup as the way back of a step without an undo, tried on a server whose databases all stay. */
class ScenarioProofTest {

    /** Where the application works on is ended, set aside and put back, in the way that people do it. */
    private static final String RESTORE = """
            rollbacks:
              - id: restore
                name: Restore
                loses: every write since the backup
                approve: { by: [dba], need: 1 }
                steps:
                  - id: how
                    decide: { by: dba, ask: "Clean or restore?", options: { clean: continue, back: step/end } }
                  - { id: clean, sql: { db: main, text: "alter table gifts drop column net" }, then: step/seen }
                  - id: end
                    sql: { db: main, dbname: postgres, text: "select pg_terminate_backend(pid) from pg_stat_activity where datname = :'db'", params: { db: DATABASE } }
                  - id: aside
                    sql: { db: main, dbname: postgres, text: 'alter database :"db" rename to :"aside"', params: { db: DATABASE, aside: DATABASE_old }, transaction: none }
                  - id: back
                    sql: { db: main, dbname: postgres, text: 'create database :"db" template :"copy"', params: { db: DATABASE, copy: DATABASE_copy }, transaction: none }
                  - { id: seen, sql: { db: main, read_only: true, text: "select count(*) as n from gifts" }, expect: "rows[0].n == 50", confirm: Good }
            """;

    @RegisterExtension
    private final RehearsedGifts gifts = new RehearsedGifts();

    private String backup() {
        return """
                  - id: copy
                    sql: { db: main, dbname: postgres, text: 'create database :"copy" template :"db"', params: { db: DATABASE, copy: DATABASE_copy }, transaction: none }
            """;
    }

    private PointTried tried(String change, String scenario) throws Exception {
        String steps = backup() + change + "        on_failure: rollback/restore\n" + scenario;
        RollbackProof proof =
                RollbackProof.of(gifts.drive("local", steps.replace("DATABASE", gifts.database()), Map.of())
                        .state());
        assertThat(proof.points()).hasSize(1);
        return proof.points().get(0);
    }

    @Test
    void a_restore_proves_the_point_of_a_step_without_an_undo_and_nothing_but_copies_is_touched() throws Exception {
        String change = step("halve", "alter table gifts add column net int; update gifts set amount = 0");
        try (Connection shop = TestServer.connect("postgres")) {
            PointTried point = tried(change, RESTORE);

            assertThat(point.wholeWords()).isEqualTo("EXACT by restore (how: back)");
            assertThat(gifts.rows("select sum(amount) from gifts")).containsExactly("0");
            assertThat(TestServer.rows(
                            shop,
                            "select datname from pg_database where datname like '%s%%' order by 1"
                                    .formatted(gifts.database())))
                    .containsExactly(gifts.database(), gifts.database() + "_copy");
            assertThat(TestServer.rows(shop, "select datname from pg_database where datname like 'tminus%'"))
                    .isEmpty();
        }
    }

    @Test
    void every_choice_that_leads_back_is_named() throws Exception {
        assertThat(tried(step("add", "alter table gifts add column net int"), RESTORE)
                        .by())
                .hasValue("restore (how: clean) or restore (how: back)");
    }

    @Test
    void a_database_named_in_the_text_itself_is_left_alone_and_the_point_unproven() throws Exception {
        String named = RESTORE.replace(":\"db\"", "\"DATABASE\"").replace("{ db: DATABASE, ", "{ ");

        PointTried point = tried(step("zero", "update gifts set amount = 0"), named);

        assertThat(point.proven()).isFalse();
        assertThat(point.differences().toString()).contains("not run on the copy: end (sql in another database)");
        assertThat(gifts.rows("select sum(amount) from gifts")).containsExactly("0");
    }

    @Test
    void a_dump_that_a_program_loads_is_loaded_into_the_copy() throws Exception {
        assumeTrue(LocalPrograms.areHere(), "pg_dump and pg_restore of version 15 or newer are not on the PATH");
        String login = TestServer.url(gifts.database()).replaceAll(".*@", "").replaceAll("/.*", "");
        String[] place = login.split(":", 2);
        String programs = """
                  - id: dump
                    run: [pg_dump, -h, HOST, -p, "PORT", -U, postgres, -d, DATABASE, --format=custom, "--file=FOLDER/backup"]
                    env: { PGPASSWORD: postgres }
            """;
        String load = """
            rollbacks:
              - id: restore
                name: Restore
                loses: every write since the backup
                steps:
                  - id: aside
                    sql: { db: main, dbname: postgres, text: 'alter database :"db" rename to :"aside"', params: { db: DATABASE, aside: DATABASE_old }, transaction: none }
                  - id: make
                    sql: { db: main, dbname: postgres, text: 'create database :"db" template template0', params: { db: DATABASE }, transaction: none }
                  - id: load
                    run: [pg_restore, -h, HOST, -p, "PORT", -U, postgres, -d, DATABASE, --exit-on-error, "FOLDER/backup"]
                    env: { PGPASSWORD: postgres }
            """;

        PointTried point = tried(at(programs, place) + step("zero", "update gifts set amount = 0"), at(load, place));

        assertThat(point.wholeWords()).as(point.toString()).isEqualTo("EXACT by restore");
        assertThat(gifts.rows("select sum(amount) from gifts")).containsExactly("0");
    }

    private String at(String text, String[] place) {
        return text.replace("HOST", place[0])
                .replace("PORT", place[1])
                .replace("FOLDER", gifts.folder().toString());
    }
}
