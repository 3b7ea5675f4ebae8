package dev.tminus.app.slack;

import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.chat.ChatUpdateResponse;
import com.slack.api.model.Message;
import dev.tminus.engine.SecretException;
import dev.tminus.notice.Address;
import dev.tminus.notice.Notice;
import dev.tminus.notice.Notifier;
import dev.tminus.run.WaitKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Carries notices to Slack: how a run stands is one message that is edited, everything else a reply in its thread. What
 * a message was for stands in its metadata, by which a message whose answer was lost is found again.
 */
public final class SlackNotifier implements Notifier {

    static final String EVENT = "tminus_notice";
    private static final Duration BETWEEN_EDITS = Duration.ofSeconds(3);
    private static final Set<String> TOO_MUCH =
            Set.of("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long");
    private static final Set<String> GONE = Set.of("message_not_found", "thread_not_found", "cant_update_message");

    private final Workspaces workspaces;

    public SlackNotifier(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    @Override
    public String medium() {
        return Address.SLACK;
    }

    @Override
    public boolean showsStanding() {
        return true;
    }

    @Override
    public Duration betweenEdits() {
        return BETWEEN_EDITS;
    }

    @Override
    public boolean reconciles() {
        return true;
    }

    /** Not while its library is loaded, which a command may begin with. */
    @Override
    public boolean isAsking() {
        return workspaces.isAsking();
    }

    @Override
    public void hangUp() {
        workspaces.hangUp();
    }

    @Override
    public Reply send(Letter letter) {
        try {
            // Before anything of Slack's library is loaded.
            if (workspaces.settings(letter.notice().run()).token().isEmpty()) {
                return Notifier.notNow("there is no token for Slack; set SLACK_BOT_TOKEN, or notify: slack: token:");
            }
        } catch (SecretException missing) {
            return Notifier.notNow(missing.getMessage());
        }
        Workspace workspace = workspaces.of(letter.notice().run());
        SlackMemory memory = SlackMemory.read(letter.memory());
        return switch (letter.notice().kind()) {
            case STATUS -> memory.root().isEmpty() ? begin(workspace, letter, memory) : edit(workspace, letter, memory);
            case SETTLED -> settle(workspace, letter, memory);
            case NEWS, WANTED, ALARM, MESSAGE -> post(workspace, letter, memory);
        };
    }

    private static Reply delivered(SlackMemory memory) {
        return new Reply.Delivered(memory.text());
    }

    private Reply begin(Workspace workspace, Letter letter, SlackMemory memory) {
        if (letter.mayHaveArrived()) {
            Sent found = new Search(workspace.api()).inChannel(letter.address().target(), letter.key());
            if (found.trouble().isPresent()) {
                return found.trouble().get();
            }
            if (!found.ts().isEmpty()) {
                return delivered(memory.rooted(found.channel(), found.ts()));
            }
        }
        SlackApi.Result<ChatPostMessageResponse> result = post(workspace, letter, "", false);
        return result.trouble()
                .<Reply>map(trouble -> trouble)
                .orElseGet(() -> delivered(
                        memory.rooted(result.get().getChannel(), result.get().getTs())));
    }

    private Reply edit(Workspace workspace, Letter letter, SlackMemory memory) {
        var result = update(workspace, memory.channel(), memory.root(), Layout.of(letter.notice(), ""));
        return GONE.contains(result.error())
                ? begin(workspace, letter, SlackMemory.NONE)
                : result.trouble().<Reply>map(trouble -> trouble).orElseGet(() -> delivered(memory));
    }

    private static SlackApi.Result<ChatUpdateResponse> update(
            Workspace workspace, String channel, String ts, Layout layout) {
        return workspace
                .api()
                .call(methods -> methods.chatUpdate(request -> request.channel(channel)
                        .ts(ts)
                        .text(layout.text())
                        .parse("none")
                        .blocks(layout.blocks())));
    }

    private Reply settle(Workspace workspace, Letter letter, SlackMemory memory) {
        SlackMemory.Card card = memory.cards().get(letter.notice().step());
        if (card == null) {
            return delivered(memory);
        }
        Layout layout = Layout.settled(card.title(), letter.notice().text());
        for (String ts : card.messages()) {
            var result = update(workspace, memory.channel(), ts, layout);
            // A request that somebody deleted has no buttons any more either.
            if (result.trouble().isPresent() && !GONE.contains(result.error())) {
                return result.trouble().get();
            }
        }
        return delivered(memory.withoutCard(letter.notice().step()));
    }

    private Reply post(Workspace workspace, Letter letter, SlackMemory memory) {
        if (letter.mayHaveArrived()) {
            Search search = new Search(workspace.api());
            Sent found = memory.root().isEmpty()
                    ? search.inChannel(letter.address().target(), letter.key())
                    : search.inThread(memory, letter.key());
            if (found.trouble().isPresent()) {
                return found.trouble().get();
            }
            if (!found.ts().isEmpty()) {
                return delivered(noted(memory, letter.notice(), found.ts()));
            }
        }
        SlackApi.Result<ChatPostMessageResponse> result =
                post(workspace, letter, memory.root(), isLoud(letter.notice()));
        return result.trouble()
                .<Reply>map(trouble -> trouble)
                .orElseGet(() ->
                        delivered(noted(memory, letter.notice(), result.get().getTs())));
    }

    private static SlackMemory noted(SlackMemory memory, Notice notice, String ts) {
        SlackMemory posted = memory.posted(ts);
        boolean answerable =
                notice.kind() == Notice.Kind.WANTED && notice.question().isPresent();
        return answerable
                ? posted.withCard(notice.step(), ts, SlackText.line(notice.title(), SlackText.CONFIRM))
                : posted;
    }

    /** What everybody in the channel should see, although it stands in a thread. */
    private static boolean isLoud(Notice notice) {
        return notice.kind() == Notice.Kind.ALARM || isFailure(notice);
    }

    private static boolean isFailure(Notice notice) {
        return notice.question()
                .filter(question -> question.kind() == WaitKind.FAILURE || question.kind() == WaitKind.UNKNOWN)
                .isPresent();
    }

    private static SlackApi.Result<ChatPostMessageResponse> post(
            Workspace workspace, Letter letter, String thread, boolean loud) {
        Layout layout = Layout.of(letter.notice(), mention(workspace, letter.notice()));
        SlackApi.Result<ChatPostMessageResponse> result = post(workspace, letter, thread, loud, layout);
        return TOO_MUCH.contains(result.error())
                ? post(workspace, letter, thread, loud, new Layout(layout.text(), List.of()))
                : result;
    }

    private static SlackApi.Result<ChatPostMessageResponse> post(
            Workspace workspace, Letter letter, String thread, boolean loud, Layout layout) {
        return workspace
                .api()
                .call(methods -> methods.chatPostMessage(request -> request.channel(
                                letter.address().target())
                        .threadTs(thread.isEmpty() ? null : thread)
                        .replyBroadcast(loud && !thread.isEmpty())
                        .text(layout.text())
                        .blocks(layout.blocks().isEmpty() ? null : layout.blocks())
                        .parse("none")
                        .linkNames(false)
                        .unfurlLinks(false)
                        .unfurlMedia(false)
                        .metadata(Message.Metadata.builder()
                                .eventType(EVENT)
                                .eventPayload(Map.of("key", letter.key()))
                                .build())));
    }

    private static String mention(Workspace workspace, Notice notice) {
        SlackSettings settings = workspace.settings();
        boolean wanted = notice.kind() == Notice.Kind.WANTED;
        String occasion = isLoud(notice) ? "failure" : "approval";
        if (!wanted && notice.kind() != Notice.Kind.ALARM) {
            return "";
        }
        Stream<String> here = settings.calls(occasion, "here") ? Stream.of("<!here>") : Stream.empty();
        Stream<String> groups = notice.roles().stream()
                .flatMap(role -> Optional.ofNullable(settings.groups().get(role)).stream())
                .filter(id -> id.matches("S[A-Z0-9]+"))
                .map("<!subteam^%s>"::formatted);
        Stream<String> people = notice.people().stream()
                .map(person -> workspace
                        .accounts()
                        .idOf(person)
                        .map("<@%s>"::formatted)
                        .orElse(SlackText.escaped(person, SlackText.BUTTON)));
        return settings.calls(occasion, "none")
                ? ""
                : Stream.of(here, groups, people).flatMap(all -> all).distinct().collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        workspaces.close();
    }
}
