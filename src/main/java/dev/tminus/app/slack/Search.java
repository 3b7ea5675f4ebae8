package dev.tminus.app.slack;

import com.slack.api.model.Conversation;
import com.slack.api.model.ConversationType;
import com.slack.api.model.Message;
import java.util.List;
import java.util.Optional;

/**
 * Finds a message by the key in its metadata, where the answer to its posting was lost. Where the app may not read the
 * channel the message counts as not there, and is posted again.
 */
record Search(SlackApi api) {

    /** Pages of a thread, of a channel, or of the list of channels. */
    private static final int PAGES = 20;

    private static final int PAGE = 200;

    Sent inThread(SlackMemory memory, String key) {
        String cursor = "";
        for (int page = 0; page < PAGES; page++) {
            String from = cursor;
            var result = api.call(methods -> methods.conversationsReplies(request -> request.channel(memory.channel())
                    .ts(memory.root())
                    .oldest(memory.last())
                    .includeAllMetadata(true)
                    .limit(PAGE)
                    .cursor(from)));
            if (result.answer().isEmpty()) {
                return unread(result);
            }
            Optional<Message> found = withKey(result.get().getMessages(), key);
            if (found.isPresent()) {
                return new Sent(memory.channel(), found.get().getTs(), Optional.empty());
            }
            cursor = result.get().getResponseMetadata() == null
                    ? ""
                    : Optional.ofNullable(result.get().getResponseMetadata().getNextCursor())
                            .orElse("");
            if (cursor.isEmpty()) {
                return Sent.NOWHERE;
            }
        }
        return Sent.NOWHERE;
    }

    Sent inChannel(String name, String key) {
        Optional<String> channel = name.matches("[CG][A-Z0-9]{6,}") ? Optional.of(name) : idOf(name);
        if (channel.isEmpty()) {
            return Sent.NOWHERE;
        }
        var result = api.call(methods -> methods.conversationsHistory(request ->
                request.channel(channel.get()).includeAllMetadata(true).limit(PAGE)));
        return result.answer().isEmpty()
                ? unread(result)
                : withKey(result.get().getMessages(), key)
                        .map(found -> new Sent(channel.get(), found.getTs(), Optional.empty()))
                        .orElse(Sent.NOWHERE);
    }

    private Optional<String> idOf(String name) {
        String bare = name.startsWith("#") ? name.substring(1) : name;
        String cursor = "";
        for (int page = 0; page < PAGES; page++) {
            String from = cursor;
            var result = api.call(methods -> methods.conversationsList(request -> request.excludeArchived(true)
                    .types(List.of(ConversationType.PUBLIC_CHANNEL, ConversationType.PRIVATE_CHANNEL))
                    .limit(PAGE)
                    .cursor(from)));
            if (result.answer().isEmpty()) {
                return Optional.empty();
            }
            Optional<String> id = result.get().getChannels().stream()
                    .filter(channel -> bare.equals(channel.getName()))
                    .map(Conversation::getId)
                    .findFirst();
            cursor = result.get().getResponseMetadata() == null
                    ? ""
                    : Optional.ofNullable(result.get().getResponseMetadata().getNextCursor())
                            .orElse("");
            if (id.isPresent() || cursor.isEmpty()) {
                return id;
            }
        }
        return Optional.empty();
    }

    private static Sent unread(SlackApi.Result<?> result) {
        return result.is("missing_scope") ? Sent.NOWHERE : Sent.unknown(result.trouble());
    }

    private static Optional<Message> withKey(List<Message> messages, String key) {
        return messages.stream()
                .filter(message -> message.getMetadata() != null
                        && SlackNotifier.EVENT.equals(message.getMetadata().getEventType())
                        && message.getMetadata().getEventPayload() != null
                        && key.equals(message.getMetadata().getEventPayload().get("key")))
                .findFirst();
    }
}
