package dev.tminus.app.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.engine.Engine;
import dev.tminus.journal.Journal;
import dev.tminus.notice.Address;
import dev.tminus.notice.Courier;
import dev.tminus.notice.Delivery;
import dev.tminus.notice.Hiding;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import dev.tminus.run.WaitKind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A Slack of this machine that is told of runs while they go on, as a command tells it. */
public final class ToldInSlack implements AutoCloseable {

    private static final Set<WaitKind> PEOPLE =
            EnumSet.of(WaitKind.APPROVE, WaitKind.DECIDE, WaitKind.ASK, WaitKind.MANUAL, WaitKind.CONFIRM);

    private final FakeSlack slack = new FakeSlack(Faults.NEVER);
    private final Journal journal;
    private final Workspaces workspaces;
    private final Courier courier;

    /** @param people Slack user id by person */
    public ToldInSlack(Journal journal, Engine engine, Map<String, String> people) {
        this.journal = journal;
        this.workspaces = new Workspaces(
                run -> {
                    Map<String, Object> block = new HashMap<>(engine.medium(new RunId(run), Address.SLACK));
                    block.put("people", people);
                    return block;
                },
                Map.of("SLACK_API_URL", slack.url(), "SLACK_BOT_TOKEN", "xoxb-good"),
                InstantSource.system());
        this.courier = new Courier(delivery("courier", InstantSource.system()), InstantSource.system());
    }

    private Delivery delivery(String holder, InstantSource clock) {
        return new Delivery(
                journal.outbox(), medium -> Optional.of(new SlackNotifier(workspaces)), Hiding.NOTHING, holder, clock);
    }

    /** The courier goes home; a later process brings what is left. */
    public void deliverAll() {
        courier.close();
        Instant later = Instant.now().plusSeconds(60);
        delivery("later", () -> later).pass();
        assertThat(journal.outbox().lanes()).isEmpty();
    }

    /** One message in the channel, everything else in its thread, and nobody called but who is wanted, once for each. */
    public void assertQuiet(RunId run, String channel) {
        List<Posted> told = told(run, channel);
        assertThat(told).isNotEmpty();
        Posted root = told.get(0);
        assertThat(root.form().get("thread_ts")).isNull();
        assertThat(told.subList(1, told.size())).allMatch(message -> message.isReplyTo(root));
        assertThat(told).allMatch(message -> message.calls() == message.hasButtons());
        assertThat(told).filteredOn(Posted::calls).hasSize((int) wanted(run));
        assertSeldomEdited(root, run);
    }

    /** Never so that it looks as before, and at most once in three seconds; the last comes with the next process. */
    private void assertSeldomEdited(Posted root, RunId run) {
        List<String> looks = Stream.concat(
                        Stream.of(root.form()),
                        slack.edits().stream().filter(edit -> root.ts().equals(edit.get("ts"))))
                .map(message -> message.get("blocks").replaceAll("; journal [0-9]+:[0-9a-f]+", ""))
                .toList();
        assertThat(looks).hasSizeGreaterThan(2);
        for (int edit = 1; edit < looks.size(); edit++) {
            assertThat(looks.get(edit)).isNotEqualTo(looks.get(edit - 1));
        }
        assertThat((long) looks.size() - 1).isLessThanOrEqualTo(length(run).toSeconds() / 3 + 2);
    }

    private Duration length(RunId run) {
        List<RunEvent> events = journal.read(run).events();
        return Duration.between(
                events.get(0).at(), events.get(events.size() - 1).at());
    }

    /** What was posted of a run in a channel, in order. */
    public List<Posted> told(RunId run, String channel) {
        return slack.posted().stream()
                .filter(message -> message.isIn(channel) && message.key().startsWith(run.value() + "/"))
                .toList();
    }

    private long wanted(RunId run) {
        return journal.read(run).events().stream()
                .filter(event -> event instanceof RunEvent.StepWaits wait && PEOPLE.contains(wait.kind()))
                .count();
    }

    @Override
    public void close() {
        courier.close();
        workspaces.close();
        slack.close();
    }
}
