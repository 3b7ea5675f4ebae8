package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ShippedRun.Ended;
import dev.tminus.app.postgres.TestServer;
import dev.tminus.app.postgres.TestServers;
import dev.tminus.run.PointTried;
import dev.tminus.run.Proof;
import dev.tminus.run.RollbackProof;
import dev.tminus.run.RunState;
import dev.tminus.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a rehearsal finds out about its own way back, on a real database; one test for each verdict. */
class RollbackProofTest {

    private static final String BEGINNING = """
            runbook: v1
            id: change
            name: Change gifts
            owner: data
            roles: { dba: {} }
            secrets:
              database_url: { from: env, name: DATABASE_URL }
            connections:
              main: { url: "${{ secrets.database_url }}" }
            environments:
              local: { rehearsal: true, prove_rollback: true, policy: { answers: all } }
              careless: { rehearsal: true }
            phases:
              - id: only
                name: Only
                steps:
            """;

    private static final String GIFTS = """
            create type status as enum ('new', 'paid');
            create table gifts (id serial primary key, amount int not null, state status, note text);
            insert into gifts (amount, note) select n, 'gift ' || n from generate_series(1, 50) n
            """;

    @TempDir
    Path folder;

    private String database;
    private String url;

    @BeforeEach
    void gifts() throws Exception {
        database = TestServer.newDatabase();
        url = TestServer.url(database);
        execute(GIFTS);
    }

    @Test
    void an_undo_that_brings_everything_back_is_exact() throws Exception {
        RollbackProof proof =
                rehearse(step("add", "alter table gifts add column net int", "alter table gifts drop column net"));

        assertThat(proof.points())
                .containsExactly(new PointTried("add", "ALTER TABLE", Proof.EXACT, List.of(), Proof.EXACT, List.of()));
        assertThat(proof.summary()).isEqualTo("rollback proven from the only point");
    }

    @Test
    void an_undo_that_brings_back_the_schema_but_not_the_rows_is_schema_only() throws Exception {
        PointTried point =
                only(step("drop", "alter table gifts drop column note", "alter table gifts add column note text"));

        assertThat(point.proof()).isEqualTo(Proof.SCHEMA_ONLY);
        assertThat(point.differences()).containsExactly("public.gifts: other values in its 50 rows");
        assertThat(point.proven()).isFalse();
    }

    @Test
    void an_undo_that_forgets_an_index_leaves_the_schema_changed() throws Exception {
        execute("create index gifts_state on gifts (state)");

        PointTried point = only(step(
                "retype",
                "alter table gifts drop column state; alter table gifts add column state text",
                "alter table gifts drop column state; alter table gifts add column state status"));

        assertThat(point.proof()).isEqualTo(Proof.CHANGED);
        assertThat(point.differences()).anyMatch(line -> line.startsWith("- index public.gifts_state "));
    }

    @Test
    void an_undo_that_ends_in_an_error_failed() throws Exception {
        PointTried point =
                only(step("add", "alter table gifts add column net int", "alter table gifts drop column nett"));

        assertThat(point.proof()).isEqualTo(Proof.FAILED);
        assertThat(point.differences().get(0)).startsWith("add~undo[1]: ").contains("nett");
        assertThat(rows("select count(net) from gifts")).containsExactly("0");
    }

    @Test
    void what_has_no_undo_has_no_proof_either() throws Exception {
        RollbackProof proof = rehearse(step("refund", "alter type status add value 'refunded'"));

        assertThat(proof.points().get(0).proof()).isEqualTo(Proof.NONE);
        assertThat(proof.summary())
                .isEqualTo("rollback proven from 0 of 1 points; not from refund (ALTER TYPE ADD VALUE: no undo)");
    }

    @Test
    void a_step_that_changed_nothing_is_no_point() throws Exception {
        RollbackProof proof = rehearse(
                step("none", "update gifts set amount = 1 where id < 0", "update gifts set amount = 2"),
                step("number", "select nextval('gifts_id_seq')"));

        assertThat(proof.points()).isEmpty();
    }

    @Test
    void an_undo_outside_the_database_is_not_tried_and_does_nothing() throws Exception {
        Path trace = folder.resolve("trace");

        PointTried point = only(step("add", "alter table gifts add column net int")
                + "        undo: { run: [touch, %s] }\n".formatted(trace));

        assertThat(point.proof()).isEqualTo(Proof.NOT_TRIED);
        assertThat(point.differences().get(0)).endsWith("add~undo[1] (run)");
        assertThat(trace).doesNotExist();
    }

    @Test
    void an_undo_that_would_reach_beyond_the_copy_is_not_tried() throws Exception {
        String role = "r_" + database;
        PointTried point = only(step(
                "grant",
                "create role %1$s; grant select on gifts to %1$s".formatted(role),
                "revoke all on gifts from %1$s; drop role %1$s".formatted(role)));

        assertThat(point.proof()).isEqualTo(Proof.NOT_TRIED);
        assertThat(point.differences().get(0)).endsWith("grant~undo[1] (DROP ROLE)");
        execute("drop owned by %1$s; drop role %1$s".formatted(role));
    }

    @Test
    void a_database_that_others_use_is_not_copied_and_the_rehearsal_goes_on() throws Exception {
        try (Connection other = TestServer.connect(database)) {
            TestServer.execute(other, "set application_name = 'shop'");

            PointTried point =
                    only(step("add", "alter table gifts add column net int", "alter table gifts drop column net"));

            assertThat(point.proof()).isEqualTo(Proof.NOT_TRIED);
            assertThat(point.differences().get(0))
                    .contains("others are connected")
                    .contains("shop");
        }
    }

    @Test
    void a_whole_rehearsal_tells_from_where_there_is_no_way_back() throws Exception {
        Ended run = run(
                "local",
                step("add", "alter table gifts add column net int", "alter table gifts drop column net"),
                step("fill", "update gifts set net = amount - 1"),
                step("mark", "create table marks (id int)", "drop table marks"),
                step("refund", "alter type status add value 'refunded'"),
                step("index", "create index gifts_net on gifts (net)", "drop index gifts_net"));
        RollbackProof proof = RollbackProof.of(run.state());

        assertThat(proof.points())
                .extracting(PointTried::proof)
                .containsExactly(Proof.EXACT, Proof.NONE, Proof.EXACT, Proof.NONE, Proof.EXACT);
        assertThat(proof.points())
                .extracting(PointTried::whole)
                .containsExactly(Proof.EXACT, Proof.EXACT, Proof.EXACT, Proof.CHANGED, Proof.CHANGED);
        assertThat(proof.summary())
                .isEqualTo("rollback proven from 3 of 5 points; not from refund (ALTER TYPE ADD VALUE: no undo) on");
    }

    @Test
    void the_run_s_own_database_keeps_what_was_done_and_no_copy_stays() throws Exception {
        run("local", step("add", "alter table gifts add column net int", "alter table gifts drop column net"));

        assertThat(rows("select count(*) from pg_attribute where attname = 'net' and attrelid = 'gifts'::regclass"))
                .containsExactly("1");
        assertThat(rows("select datname from pg_database where datname like 'tminus_way_back%'"))
                .isEmpty();
    }

    @Test
    void a_migration_is_tried_with_the_undo_that_belongs_to_it() throws Exception {
        Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(
                folder.resolve("migrations/001_marks.sql"),
                "create table marks (id int primary key, gift int references gifts);");

        PointTried point = only("""
                  - id: apply
                    pg.migrate: { db: main, tool: sql, dir: migrations }
                    undo: { pg.cleanup: { db: main, step: apply } }
            """);

        assertThat(point.did()).isEqualTo("001_marks");
        assertThat(point.proof()).as(point.toString()).isEqualTo(Proof.EXACT);
    }

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void every_supported_version_tells_the_same(int version) throws Exception {
        TestServers.Server server = TestServers.of(version);
        String name = server.newDatabase();
        try (Connection connection = server.connect(name)) {
            TestServer.execute(connection, GIFTS);
        }
        url = server.url(name);

        RollbackProof proof = rehearse(
                step("add", "alter table gifts add column net int", "alter table gifts drop column net"),
                step("drop", "alter table gifts drop column note", "alter table gifts add column note text"),
                step("refund", "alter type status add value 'refunded'"));

        assertThat(proof.points())
                .extracting(PointTried::proof)
                .containsExactly(Proof.EXACT, Proof.CHANGED, Proof.NONE);
        assertThat(proof.proven()).isEqualTo(1);
    }

    @Test
    void a_rehearsal_that_goes_back_for_real_tells_what_that_led_to() throws Exception {
        RunState state = goneBack("alter table gifts drop column net");

        assertThat(state.wentBack())
                .hasValueSatisfying(back -> assertThat(back.proof()).isEqualTo(Proof.EXACT));
        assertThat(goneBack("alter table gifts alter column net set default 1").wentBack())
                .hasValueSatisfying(
                        back -> assertThat(back.differences()).contains("+ column public.gifts.net integer default 1"));
    }

    private RunState goneBack(String undo) throws Exception {
        String decision = """
                  - id: good
                    by: dba
                    decide: { by: dba, ask: "Good?", options: { yes: continue, back: rollback/back } }
            rollbacks:
              - { id: back, name: Back, loses: nothing, undo: true }
            """;
        Path file = Files.writeString(
                folder.resolve("change.runbook.yaml"),
                BEGINNING + step("add", "alter table gifts add column net int", undo) + decision);
        try (ShippedRun runs = new ShippedRun(file, folder.resolve("state"), Map.of("DATABASE_URL", url))) {
            return runs.drive("local", Map.of(), Map.of("good", Map.of("option", "back")))
                    .state();
        }
    }

    @Test
    void an_undo_in_batches_is_tried_to_its_end() throws Exception {
        String undo = """
                    undo:
                      sql: { db: main, text: "delete from gifts where id in (select id from gifts where note = 'new' limit 10)" }
                      poll: { every: 10ms, until: count == 0 }
            """;
        PointTried point = only(
                step("more", "insert into gifts (amount, note) select n, 'new' from generate_series(1, 25) n") + undo);

        assertThat(point.proof()).isEqualTo(Proof.EXACT);
    }

    @Test
    void an_environment_that_does_not_ask_for_it_tries_nothing() throws Exception {
        Ended run = run(
                "careless", step("add", "alter table gifts add column net int", "alter table gifts drop column net"));

        assertThat(run.state().pointsTried()).isEmpty();
    }

    private RollbackProof rehearse(String... steps) throws Exception {
        return RollbackProof.of(run("local", steps).state());
    }

    private PointTried only(String... steps) throws Exception {
        List<PointTried> points = rehearse(steps).points();
        assertThat(points).hasSize(1);
        return points.get(0);
    }

    private Ended run(String environment, String... steps) throws Exception {
        Path file = Files.writeString(folder.resolve("change.runbook.yaml"), BEGINNING + String.join("", steps));
        try (ShippedRun runs = new ShippedRun(file, folder.resolve("state"), Map.of("DATABASE_URL", url))) {
            Ended ended = runs.drive(environment, Map.of(), Map.of());
            assertThat(ended.state().status()).isEqualTo(RunStatus.SUCCEEDED);
            return ended;
        }
    }

    private static String step(String id, String sql, String undo) {
        return step(id, sql) + "        undo: { sql: { db: main, text: \"%s\" } }\n".formatted(undo);
    }

    private static String step(String id, String sql) {
        return "      - id: %s\n        sql: { db: main, text: \"%s\" }\n".formatted(id, sql);
    }

    private List<String> rows(String sql) throws Exception {
        try (Connection connection = TestServer.connect(database)) {
            return TestServer.rows(connection, sql);
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = TestServer.connect(database)) {
            TestServer.execute(connection, sql);
        }
    }
}
