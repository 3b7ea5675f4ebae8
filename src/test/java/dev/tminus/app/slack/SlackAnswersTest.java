package dev.tminus.app.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.run.RunEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What people answer in Slack, and what comes of it. */
class SlackAnswersTest {

    private static final String APPROVE = "- { id: ok, name: Go on, approve: { by: [dba] } }\n";

    private static SlackRun run(String steps) {
        return new SlackRun(steps, Map.of());
    }

    private static void click(SlackRun run, String user, String act, Map<String, String> fields) {
        run.clicks.take(Payload.click(user, run.card(), act, fields).toString());
    }

    @Test
    void an_approval_is_journaled_as_the_person_who_clicked_and_the_request_loses_its_buttons() {
        try (SlackRun run = run(APPROVE)) {
            click(run, "U0ANNA", "approve", Map.of("reason", "looks good"));
            run.await(() -> !run.events(RunEvent.StepApproved.class).isEmpty());
            run.go();

            assertThat(run.events(RunEvent.StepApproved.class)).singleElement().satisfies(approved -> {
                assertThat(approved.by().person()).isEqualTo("anna");
                assertThat(approved.by().via()).isEqualTo("slack");
                assertThat(approved.by().origin()).contains("U0ANNA@T0");
                assertThat(approved.reason()).isEqualTo("looks good");
            });
            assertThat(run.slack.edits())
                    .anySatisfy(edit -> assertThat(edit.get("text"))
                            .contains("Approval wanted: Go on", "approved by anna via slack"));
        }
    }

    @Test
    void a_reason_that_somebody_types_calls_nobody_and_gives_no_secret_away() {
        try (SlackRun run = run(APPROVE + "- { id: more, manual: Go on }\n")) {
            click(run, "U0ANNA", "approve", Map.of("reason", "<!channel> *xoxb-good-secret* \u202e <@U0BERT>"));
            run.await(() -> !run.events(RunEvent.StepApproved.class).isEmpty());
            run.go();

            assertThat(run.slack.posted())
                    .filteredOn(message -> message.text().contains("approved by anna"))
                    .singleElement()
                    .satisfies(
                            told -> assertThat(told.text()).endsWith("&lt;!channel&gt; ***** \\u202e &lt;@U0BERT&gt;"));
            assertThat(run.slack.everything()).doesNotContain("xoxb-good-secret", "\u202e", "<!channel>");
        }
    }

    @Test
    void two_hundred_clicks_at_once_make_one_decision_and_each_other_is_answered() throws Exception {
        try (SlackRun run = run(APPROVE);
                Clicks clicks = new Clicks(run.engine, run.workspaces);
                Clicks elsewhere = new Clicks(run.engine, run.workspaces)) {
            List<Thread> people = new ArrayList<>();
            CountDownLatch together = new CountDownLatch(1);
            Posted card = run.card();
            for (int n = 0; n < 200; n++) {
                Clicks listener = n % 4 < 2 ? clicks : elsewhere;
                String payload = Payload.click(n % 2 == 0 ? "U0ANNA" : "U0ZOE", card, "approve", Map.of())
                        .toString();
                people.add(new Thread(() -> {
                    try {
                        together.await();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                    listener.take(payload);
                }));
            }
            people.forEach(Thread::start);
            together.countDown();

            assertThat(run.slack.ephemerals(199))
                    .hasSize(199)
                    .allSatisfy(answer -> assertThat(answer.get("text")).startsWith("Refused: "));
            assertThat(run.events(RunEvent.StepApproved.class)).hasSize(1);
            assertThat(run.events(RunEvent.RequestRefused.class)).hasSize(199);
        }
    }

    @Test
    void a_click_on_what_is_not_asked_any_more_is_refused_and_journaled() throws Exception {
        try (SlackRun run = run(APPROVE)) {
            Ask ask = Ask.read(run.card().button("approve").get("value").getAsString())
                    .orElseThrow();
            Ask old = new Ask(ask.run(), ask.step(), ask.act(), "", "0".repeat(64), ask.since());
            run.clicks.take(Payload.of("U0ANNA", "1.1", Click.ACTION + "approve", old.text(), Map.of())
                    .toString());

            assertThat(run.slack.ephemerals(1)).singleElement().satisfies(answer -> {
                assertThat(answer).containsEntry("user", "U0ANNA").containsEntry("channel", FakeSlack.CHANNEL);
                assertThat(answer.get("text")).contains("is not asked any more");
            });
            assertThat(run.events(RunEvent.RequestRefused.class)).hasSize(1);
            assertThat(run.events(RunEvent.StepApproved.class)).isEmpty();
        }
    }

    @Test
    void whoever_has_no_role_or_no_name_here_is_refused_and_journaled() throws Exception {
        try (SlackRun run = run(APPROVE)) {
            run.slack.user("U0BERT", "bert@example.org", true);

            click(run, "U0BERT", "approve", Map.of());
            click(run, "U0EVIL", "approve", Map.of());

            assertThat(run.slack.ephemerals(2)).hasSize(2);
            assertThat(run.events(RunEvent.RequestRefused.class))
                    .extracting(refused -> refused.by().person())
                    .containsExactlyInAnyOrder("bert", "slack:U0EVIL");
            assertThat(run.events(RunEvent.StepApproved.class)).isEmpty();
        }
    }

    @Test
    void an_address_counts_only_where_slack_has_verified_it() throws Exception {
        try (SlackRun run = run(APPROVE)) {
            run.slack.user("U0FAKE", "dora@example.org", false);
            click(run, "U0FAKE", "approve", Map.of());
            assertThat(run.slack.ephemerals(1)).hasSize(1);
            run.slack.user("U0DORA", "dora@example.org", true);

            click(run, "U0DORA", "approve", Map.of());
            run.await(() -> !run.events(RunEvent.StepApproved.class).isEmpty());

            assertThat(run.events(RunEvent.StepApproved.class).get(0).by().person())
                    .isEqualTo("dora");
        }
    }

    @Test
    void policy_keeps_risky_approvals_out_of_slack_even_for_a_button_somebody_made_up() throws Exception {
        try (SlackRun run = run("- { id: drop, approve: { by: [dba] }, destructive: true }\n");
                Clicks clicks = new Clicks(run.engine, run.workspaces)) {
            var wait =
                    run.engine.read(SlackRun.RUN).state().step("drop").waiting().orElseThrow();
            Ask made = new Ask(
                    SlackRun.RUN.value(),
                    "drop",
                    "approve",
                    "",
                    wait.shownDigest(),
                    dev.tminus.notice.Question.instant(wait.since()).toString());
            assertThat(run.slack.posted())
                    .noneMatch(message -> message.form().get("blocks").contains(Click.ACTION));

            clicks.take(Payload.of("U0ANNA", "1.1", Click.ACTION + "approve", made.text(), Map.of())
                    .toString());

            assertThat(run.slack.ephemerals(1).get(0).get("text")).contains("wants this approved at the console");
            assertThat(run.events(RunEvent.StepApproved.class)).isEmpty();
        }
    }

    @Test
    void decisions_and_work_done_by_hand_are_answered_with_their_fields() {
        try (SlackRun run = run("""
                - { id: way, decide: { by: engineer, ask: Which way, options: { go: continue, stay: continue } } }
                - { id: read, by: engineer, manual: Read it, evidence: [{ name: link, type: url, required: true }] }
                """)) {
            run.slack.user("U0BERT", "bert@example.org", true);
            click(run, "U0BERT", "decide:stay", Map.of());
            run.await(() -> !run.events(RunEvent.Decided.class).isEmpty());
            run.go();

            click(run, "U0BERT", "done", Map.of("link", "https://example.org/1"));
            run.await(() -> !run.events(RunEvent.Reported.class).isEmpty());

            assertThat(run.events(RunEvent.Decided.class).get(0).option()).isEqualTo("stay");
            assertThat(run.events(RunEvent.Reported.class).get(0).evidence().find("link"))
                    .contains("https://example.org/1");
        }
    }

    @Test
    void clicks_come_over_socket_mode_and_are_acknowledged() throws Exception {
        FakeSocket socket = new FakeSocket();
        try (SlackRun run = new SlackRun(APPROVE, Map.of("SLACK_APP_TOKEN", "xapp-good"))) {
            run.slack.socketAt(socket.url());
            Optional<Buttons> buttons =
                    Buttons.listen(run.engine, run.workspaces, SlackRun.RUN, InstantSource.system());

            socket.click("e-1", Payload.click("U0ANNA", run.card(), "approve", Map.of()));
            run.await(() -> !run.events(RunEvent.StepApproved.class).isEmpty());

            assertThat(socket.acknowledged(1)).containsExactly("e-1");
            buttons.orElseThrow().close();
        } finally {
            socket.close();
        }
    }

    @Test
    void what_is_no_click_of_ours_is_passed_over() {
        assertThat(Click.read("not json")).isEmpty();
        assertThat(Click.read("{\"type\":\"view_submission\"}")).isEmpty();
        assertThat(Click.read(
                        Payload.of("U1", "1", "others:approve", "{}", Map.of()).toString()))
                .isEmpty();
        assertThat(Click.read(Payload.of("U1", "1", Click.ACTION + "approve", "{\"run\":1}", Map.of())
                        .toString()))
                .isEmpty();
    }
}
