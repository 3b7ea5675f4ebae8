package dev.tminus.app.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.journal.Append;
import dev.tminus.journal.InMemoryJournal;
import dev.tminus.journal.Outbox;
import dev.tminus.notice.Address;
import dev.tminus.notice.Delivery;
import dev.tminus.notice.Hiding;
import dev.tminus.notice.Notice;
import dev.tminus.notice.Notifier;
import dev.tminus.notice.Question;
import dev.tminus.run.RunId;
import dev.tminus.run.WaitKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the outbox into a Slack that listens on this machine. */
class SlackDeliveryTest {

    private static final RunId RUN = new RunId("r-1");
    private static final String LANE = new Address(Address.SLACK, "#release").lane(RUN.value());

    private final List<AutoCloseable> open = new ArrayList<>();
    private Instant now = Instant.parse("2026-12-01T00:00:00Z");
    private final Outbox outbox = new InMemoryJournal(() -> now).outbox();
    private int keys;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private FakeSlack slack(Faults faults) {
        FakeSlack slack = new FakeSlack(faults);
        open.add(slack);
        return slack;
    }

    private Delivery delivery(FakeSlack slack, String token, Map<String, Object> block) {
        Workspaces workspaces =
                new Workspaces(run -> block, Map.of("SLACK_API_URL", slack.url(), "SLACK_BOT_TOKEN", token), () -> now);
        Notifier notifier = new SlackNotifier(workspaces);
        open.add(notifier);
        return new Delivery(outbox, medium -> Optional.of(notifier), Hiding.NOTHING, "me", () -> now);
    }

    /** Delivers until nothing waits, with the time it needs passing at once. */
    private void deliverAll(Delivery delivery) {
        for (int passes = 0; passes < 5000 && !outbox.lanes().isEmpty(); passes++) {
            delivery.pass().ifPresent(again -> now = again.at().isAfter(now) ? again.at() : now);
        }
    }

    private void queue(Notice notice) {
        outbox.queue(RUN, new Append.Notice(LANE, "key-" + keys++, notice.line()));
    }

    private Notice notice(Notice.Kind kind, String text) {
        return new Notice(
                new Notice.About(RUN.value(), kind, now, "step"),
                "Title",
                text,
                new Notice.Whom(List.of(), List.of("dba"), List.of("anna")),
                Optional.empty());
    }

    private Notice wanted(WaitKind kind, boolean console) {
        Question question = new Question(kind, "d1gest", now, List.of("go", "back"), List.of("link"), console);
        return new Notice(
                new Notice.About(RUN.value(), Notice.Kind.WANTED, now, "step"),
                "Approval wanted: <!channel>",
                "Do <@U1> & co",
                new Notice.Whom(List.of(), List.of("dba"), List.of("anna")),
                Optional.of(question));
    }

    @Test
    void a_thousand_notices_through_a_slack_that_often_fails_arrive_once_each_in_order() {
        FakeSlack slack = slack(Faults.some(30, 42));
        Delivery delivery = delivery(slack, "xoxb-good", Map.of());
        queue(notice(Notice.Kind.STATUS, "begun"));
        for (int n = 0; n < 1000; n++) {
            queue(notice(Notice.Kind.NEWS, "notice " + n));
        }

        deliverAll(delivery);

        assertThat(outbox.lanes()).isEmpty();
        assertThat(slack.posted())
                .extracting(Posted::key)
                .doesNotHaveDuplicates()
                .hasSize(1001);
        assertThat(slack.posted().subList(1, 1001))
                .extracting(Posted::text)
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 1000)
                        .mapToObj(n -> "notice " + n)
                        .toList());
    }

    @Test
    void one_message_shows_the_standing_and_everything_else_is_in_its_thread() {
        FakeSlack slack = slack(Faults.NEVER);
        Delivery delivery = delivery(slack, "xoxb-good", Map.of());
        queue(notice(Notice.Kind.STATUS, "running"));
        queue(notice(Notice.Kind.NEWS, "phase begins"));
        delivery.pass();
        queue(notice(Notice.Kind.STATUS, "succeeded"));
        now = now.plusSeconds(3);

        delivery.pass();

        assertThat(slack.posted())
                .extracting(message -> message.form().get("thread_ts"))
                .containsExactly(null, "1700000000.000001");
        assertThat(slack.edits()).singleElement().satisfies(edit -> {
            assertThat(edit).containsEntry("ts", "1700000000.000001").containsEntry("channel", FakeSlack.CHANNEL);
            assertThat(edit.get("text")).isEqualTo("Title: succeeded");
        });
    }

    @Test
    void whoever_is_wanted_is_called_by_id_by_address_or_by_group_and_gets_buttons() {
        FakeSlack slack = slack(Faults.NEVER);
        slack.user("U0ANNA", "anna@example.org", true);
        Delivery delivery = delivery(
                slack,
                "xoxb-good",
                Map.of("people", Map.of("anna", "anna@example.org"), "groups", Map.of("dba", "S0DBA")));
        queue(wanted(WaitKind.APPROVE, false));

        delivery.pass();

        Posted card = slack.posted().get(0);
        assertThat(card.text()).isEqualTo("<!subteam^S0DBA> <@U0ANNA> Approval wanted: &lt;!channel&gt;");
        assertThat(card.button("approve").getAsJsonObject("confirm")).isNotNull();
        assertThat(Ask.read(card.button("reject").get("value").getAsString())
                        .orElseThrow()
                        .digest())
                .isEqualTo("d1gest");
    }

    @Test
    void what_policy_wants_at_the_console_has_no_buttons() {
        FakeSlack slack = slack(Faults.NEVER);
        queue(wanted(WaitKind.APPROVE, true));

        delivery(slack, "xoxb-good", Map.of()).pass();

        assertThat(slack.posted().get(0).form().get("blocks"))
                .contains("approved at the console")
                .doesNotContain("\"actions\"");
    }

    @Test
    void an_answered_request_loses_its_buttons() {
        FakeSlack slack = slack(Faults.NEVER);
        Delivery delivery = delivery(slack, "xoxb-good", Map.of());
        queue(notice(Notice.Kind.STATUS, "waiting"));
        queue(wanted(WaitKind.APPROVE, false));
        queue(notice(Notice.Kind.SETTLED, "approved by anna via cli"));

        delivery.pass();

        assertThat(slack.edits()).singleElement().satisfies(edit -> {
            assertThat(edit.get("ts")).isEqualTo("1700000000.000002");
            assertThat(edit.get("blocks")).contains("approved by anna via cli").doesNotContain("button");
        });
    }

    @Test
    void an_answered_request_loses_the_buttons_of_its_reminders_too() {
        FakeSlack slack = slack(Faults.NEVER);
        Delivery delivery = delivery(slack, "xoxb-good", Map.of());
        queue(notice(Notice.Kind.STATUS, "waiting"));
        queue(wanted(WaitKind.MANUAL, false));
        queue(wanted(WaitKind.MANUAL, false));
        queue(notice(Notice.Kind.SETTLED, "done by anna via cli"));

        delivery.pass();

        assertThat(slack.edits())
                .extracting(edit -> edit.get("ts"))
                .containsExactly("1700000000.000002", "1700000000.000003");
    }

    @Test
    void markup_mentions_and_a_hundred_kilobytes_are_harmless() {
        FakeSlack slack = slack(Faults.NEVER);
        Delivery delivery = delivery(slack, "xoxb-good", Map.of("mention", Map.of("failure", "none")));
        String nasty = "<!channel> <@U1> *bold* `code` :fire: \u202eright-to-left \u001b[31mred <http://evil|good>\n";
        queue(notice(Notice.Kind.NEWS, nasty + "x".repeat(100_000)));
        queue(notice(Notice.Kind.ALARM, nasty.repeat(2000)));

        delivery.pass();

        assertThat(slack.posted()).hasSize(2).allSatisfy(message -> {
            assertThat(message.text())
                    .doesNotContain("<!", "<@", "\u202e", "\u001b")
                    .hasSizeLessThan(5000);
            assertThat(message.form().get("blocks")).hasSizeLessThan(13_000).doesNotContain("mrkdwn\",\"text\":\"<");
            assertThat(message.form()).containsEntry("link_names", "0").containsEntry("parse", "none");
        });
        assertThat(slack.posted().get(0).form().get("blocks")).contains("\"type\":\"plain_text\"");
    }

    @Test
    void whatever_a_notice_says_slack_reads_no_markup_in_it_but_the_calls_that_are_meant() {
        FakeSlack slack = slack(Faults.NEVER);
        Delivery delivery =
                delivery(slack, "xoxb-good", Map.of("people", Map.of("anna", "U0ANNA"), "mention", Map.of()));
        String nasty = "<!channel> <@U1> <http://evil|good> & *b* " + "y".repeat(100_000);
        for (Notice.Kind kind : Notice.Kind.values()) {
            Notice plain = notice(kind, nasty);
            queue(new Notice(
                    plain.about(),
                    nasty,
                    nasty,
                    plain.whom(),
                    wanted(WaitKind.APPROVE, false).question()));
        }
        now = now.plusSeconds(3);

        delivery.pass();

        assertThat(outbox.lanes()).isEmpty();
        assertThat(slack.seen()).hasSizeGreaterThan(5).allSatisfy(seen -> {
            assertThat(seen.marked())
                    .allMatch(text -> text.replace("<@U0ANNA>", "").indexOf('<') < 0);
            assertThat(seen.longest()).isLessThanOrEqualTo(3000);
            assertThat(seen.length()).isLessThan(13_000);
        });
    }

    @Test
    void a_wrong_token_loses_nothing_and_says_what_to_do() {
        FakeSlack slack = slack(Faults.NEVER);
        queue(notice(Notice.Kind.NEWS, "one"));
        delivery(slack, "xoxb-bad", Map.of()).pass();
        assertThat(Delivery.backlog(outbox.lanes()))
                .singleElement()
                .asString()
                .contains(
                        "1 message for slack:#release waits",
                        "Slack refuses the token (invalid_auth); set SLACK_BOT_TOKEN");

        delivery(slack, "xoxb-good", Map.of()).pass();

        assertThat(slack.posted()).extracting(Posted::text).containsExactly("one");
    }

    @Test
    void slack_may_be_down_until_the_next_process() {
        FakeSlack down = slack(Faults.NEVER);
        down.close();
        queue(notice(Notice.Kind.STATUS, "begun"));
        queue(notice(Notice.Kind.NEWS, "one"));
        delivery(down, "xoxb-good", Map.of()).pass();
        assertThat(outbox.lanes().get(0).trouble()).contains("Slack cannot be reached");
        FakeSlack up = slack(Faults.NEVER);

        deliverAll(delivery(up, "xoxb-good", Map.of()));

        assertThat(up.posted()).extracting(Posted::text).containsExactly("Title: begun", "one");
    }
}
