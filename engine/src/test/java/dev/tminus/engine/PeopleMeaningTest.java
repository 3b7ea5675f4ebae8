package dev.tminus.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.Actor;
import dev.tminus.run.Asked;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunStatus;
import dev.tminus.run.StepStatus;
import dev.tminus.run.WaitKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Approvals, decisions, silence and amendments: what the language says of people. */
class PeopleMeaningTest {

    private static Request approve(String step) {
        return new Request.Approve(step, Optional.empty(), "");
    }

    @Test
    void need_two_means_two_distinct_people_out_of_all_roles() {
        Bed bed = Bed.of("- { id: a, approve: { by: [dba, engineer], need: 2 } }");
        bed.go();

        bed.by(Bed.ANNA, approve("a"));
        assertThat(bed.request(Bed.ANNA, approve("a"))).isInstanceOf(Ruling.Refused.class);
        assertThat(bed.request(Bed.CLEO, approve("a"))).isInstanceOf(Ruling.Refused.class);

        assertThat(bed.by(Bed.BERT, approve("a")).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void each_means_one_distinct_person_of_every_role() {
        Bed bed = Bed.of("- { id: a, approve: { by: [dba, manager], need: each } }");
        bed.go();

        bed.by(Bed.ANNA, approve("a"));
        assertThat(bed.state().status()).isEqualTo(RunStatus.RUNNING);

        assertThat(bed.by(Bed.CLEO, approve("a")).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void the_time_an_approval_took_is_no_work_and_that_of_an_approved_action_is() {
        Bed bed = Bed.of("""
                - { id: a, approve: { by: [dba] } }
                - { id: b, test.do: b, approve: { by: [dba] } }
                """);
        bed.go();
        bed.clock.pass(Duration.ofMinutes(5));
        bed.by(Bed.ANNA, approve("a"));
        bed.by(Bed.ANNA, approve("b"));

        assertThat(bed.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(bed.step("a").workedFor()).isEmpty();
        assertThat(bed.step("b").workedFor()).isPresent();
    }

    @Test
    void whoever_started_the_run_does_not_approve_it() {
        Bed bed = Bed.book("""
                phases: [{ id: only, steps: [{ id: a, approve: { by: [dba], not: [starter] } }] }]
                """, "production");
        bed.go();
        bed.by(Bed.ANNA, new Request.Handover("dba", List.of("olga"), "ill"));

        Ruling ruling = bed.request("olga", approve("a"));

        assertThat(((Ruling.Refused) ruling).why()).isEqualTo(Ruling.Why.NOT_ALLOWED);
    }

    @Test
    void an_unanswered_request_lapses_and_can_be_asked_again() {
        Bed bed = Bed.of("- { id: a, approve: { by: [dba], expires: 1h } }");
        bed.go();

        bed.pass(Duration.ofHours(2));
        assertThat(bed.waiting()).extracting(Asked::kind).containsExactly(WaitKind.FAILURE);
        assertThat(bed.events(RunEvent.ApprovalLapsed.class)).hasSize(1);

        bed.by(Bed.ANNA, new Request.Retry("a", "now"));
        assertThat(bed.by(Bed.ANNA, approve("a")).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void an_amendment_changes_only_what_has_not_begun_needs_a_second_person_and_voids_pinned_approvals() {
        String before = "- { id: ok, approve: { by: [dba], pins: plan } }\n- { id: a, manual: Look }\n";
        Bed bed = Bed.of(before + "- { id: b, test.do: old }\n");
        bed.go();
        bed.by(Bed.ANNA, approve("ok"));
        var changed = Bed.planOf(before + "- { id: b, test.do: new }\n");
        var begun = Bed.planOf(before.replace("Look", "Stare") + "- { id: b, test.do: old }\n");
        Optional<Actor> second = Optional.of(Actor.cli(Bed.BERT));

        assertThat(bed.request(Bed.ANNA, new Request.Amend(begun, second, "x"))).isInstanceOf(Ruling.Refused.class);
        assertThat(bed.request(Bed.ANNA, new Request.Amend(changed, Optional.empty(), "x")))
                .isInstanceOf(Ruling.Refused.class);
        bed.by(Bed.ANNA, new Request.Amend(changed, second, "wrong name"));

        assertThat(bed.waiting()).extracting(Asked::step).contains("ok");
    }

    @Test
    void silence_reminds_and_escalates_and_decides_nothing() {
        Bed bed = Bed.of("""
                - id: a
                  decide: { by: dba, ask: Go, options: { go: continue, no: park }, if_silent: { after: 10m, escalate: [engineer] } }
                """);
        bed.go();
        assertThat(bed.request(Bed.BERT, new Request.Decide("a", "go"))).isInstanceOf(Ruling.Refused.class);

        bed.pass(Duration.ofMinutes(10));
        bed.pass(Duration.ofMinutes(10));

        assertThat(bed.events(RunEvent.Reminded.class)).hasSize(2);
        assertThat(bed.step("a").status()).isEqualTo(StepStatus.WAITING);
        assertThat(bed.by(Bed.BERT, new Request.Decide("a", "go")).status()).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void an_approval_is_asked_for_although_the_preview_failed_and_says_so() {
        Bed bed = Bed.of("- { id: a, approve: { by: [dba], show: [pending] }, test.do: unshowable }");
        bed.go();

        assertThat(bed.waiting())
                .extracting(asked -> String.valueOf(asked.shown().map().get("pending")))
                .singleElement()
                .asString()
                .contains("cannot be shown", "no line to the server");
        assertThat(bed.by(Bed.ANNA, approve("a")).status()).isEqualTo(RunStatus.SUCCEEDED);
    }
}
