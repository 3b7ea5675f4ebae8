package dev.tminus.app.slack;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What has to be known of a run's messages in a channel to go on with them.
 *
 * @param channel Slack's id of the channel
 * @param root time stamp of the run's message; empty text where there is none
 * @param last time stamp of the newest message
 * @param cards requests that still have buttons, by step
 */
record SlackMemory(String channel, String root, String last, Map<String, Card> cards) {

    static final SlackMemory NONE = new SlackMemory("", "", "", Map.of());

    private static final Gson GSON = new Gson();

    SlackMemory {
        cards = Collections.unmodifiableMap(new LinkedHashMap<>(cards));
    }

    /**
     * A request, and the messages with buttons for it: the first, and one for each reminder. Buttons of older ones than
     * are kept here stay; what they ask is refused once it is settled.
     */
    record Card(List<String> messages, String title) {

        private static final int MOST = 5;

        Card {
            messages = List.copyOf(messages);
        }

        private Card with(String ts) {
            List<String> all = new ArrayList<>(messages);
            all.add(ts);
            return new Card(all.subList(Math.max(0, all.size() - MOST), all.size()), title);
        }
    }

    static SlackMemory read(String text) {
        return text.isEmpty() ? NONE : GSON.fromJson(text, SlackMemory.class);
    }

    String text() {
        return root.isEmpty() ? "" : GSON.toJson(this);
    }

    SlackMemory rooted(String inChannel, String ts) {
        return new SlackMemory(inChannel, ts, ts, cards);
    }

    SlackMemory posted(String ts) {
        return new SlackMemory(channel, root, ts, cards);
    }

    SlackMemory withCard(String step, String ts, String title) {
        Map<String, Card> more = new LinkedHashMap<>(cards);
        more.put(step, more.getOrDefault(step, new Card(List.of(), title)).with(ts));
        return new SlackMemory(channel, root, last, more);
    }

    SlackMemory withoutCard(String step) {
        Map<String, Card> fewer = new LinkedHashMap<>(cards);
        fewer.remove(step);
        return new SlackMemory(channel, root, last, fewer);
    }
}
