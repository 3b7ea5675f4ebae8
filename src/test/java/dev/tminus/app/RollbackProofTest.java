package dev.tminus.app;

import static dev.tminus.app.RehearsedGifts.GIFTS;
import static dev.tminus.app.RehearsedGifts.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ShippedRun.Ended;
import dev.tminus.app.postgres.TestServer;
import dev.tminus.app.postgres.TestServers;
import dev.tminus.run.PointTried;
import dev.tminus.run.Proof;
import dev.tminus.run.RollbackProof;
import dev.tminus.run.RunState;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a rehearsal finds out about its own way back, on a real database; one test for each verdict. */
class RollbackProofTest {

    @RegisterExtension
    private final RehearsedGifts gifts = new RehearsedGifts();

    @Test
    void an_undo_that_brings_everything_back_is_exact() throws Exception {
        RollbackProof proof = gifts.rehearse(
                step("add", "alter table gifts add column net int", "alter table gifts drop column net"));

        assertThat(proof.points())
                .containsExactly(new PointTried("add", "ALTER TABLE", Proof.EXACT, List.of(), Proof.EXACT, List.of()));
        assertThat(proof.summary()).isEqualTo("rollback proven from the only point");
    }

    @Test
    void an_undo_that_brings_back_the_schema_but_not_the_rows_is_schema_only() throws Exception {
        PointTried point = gifts.only(
                step("drop", "alter table gifts drop column note", "alter table gifts add column note text"));

        assertThat(point.proof()).isEqualTo(Proof.SCHEMA_ONLY);
        assertThat(point.differences()).containsExactly("public.gifts: other values in its 50 rows");
        assertThat(point.proven()).isFalse();
    }

    @Test
    void an_undo_that_forgets_an_index_leaves_the_schema_changed() throws Exception {
        gifts.execute("create index gifts_state on gifts (state)");

        PointTried point = gifts.only(step(
                "retype",
                "alter table gifts drop column state; alter table gifts add column state text",
                "alter table gifts drop column state; alter table gifts add column state status"));

        assertThat(point.proof()).isEqualTo(Proof.CHANGED);
        assertThat(point.differences()).anyMatch(line -> line.startsWith("- index public.gifts_state "));
    }

    @Test
    void an_undo_that_ends_in_an_error_failed() throws Exception {
        PointTried point =
                gifts.only(step("add", "alter table gifts add column net int", "alter table gifts drop column nett"));

        assertThat(point.proof()).isEqualTo(Proof.FAILED);
        assertThat(point.differences().get(0)).startsWith("add~undo[1]: ").contains("nett");
        assertThat(gifts.rows("select count(net) from gifts")).containsExactly("0");
    }

    @Test
    void what_has_no_undo_has_no_proof_either() throws Exception {
        RollbackProof proof = gifts.rehearse(step("refund", "alter type status add value 'refunded'"));

        assertThat(proof.points().get(0).proof()).isEqualTo(Proof.NONE);
        assertThat(proof.summary())
                .isEqualTo("rollback proven from 0 of 1 points; not from refund (ALTER TYPE ADD VALUE: no undo)");
    }

    @Test
    void a_step_that_changed_nothing_is_no_point() throws Exception {
        RollbackProof proof = gifts.rehearse(
                step("none", "update gifts set amount = 1 where id < 0", "update gifts set amount = 2"),
                step("number", "select nextval('gifts_id_seq')"));

        assertThat(proof.points()).isEmpty();
    }

    @Test
    void a_whole_rehearsal_tells_from_where_there_is_no_way_back() throws Exception {
        Ended run = gifts.run(
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

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void every_supported_version_tells_the_same(int version) throws Exception {
        TestServers.Server server = TestServers.of(version);
        String name = server.newDatabase();
        try (Connection connection = server.connect(name)) {
            TestServer.execute(connection, GIFTS);
        }
        gifts.at(server.url(name));

        RollbackProof proof = gifts.rehearse(
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
        return gifts.drive(
                        "local",
                        step("add", "alter table gifts add column net int", undo) + decision,
                        Map.of("good", Map.of("option", "back")))
                .state();
    }
}
