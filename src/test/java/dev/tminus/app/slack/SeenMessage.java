package dev.tminus.app.slack;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A message as Slack takes it apart.
 *
 * @param marked every text in which Slack reads markup: the fallback, and what says so of itself
 * @param longest the length of its longest text
 * @param length of all blocks
 */
record SeenMessage(List<String> marked, int longest, int length) {

    static SeenMessage of(Map<String, String> form) {
        List<String> marked = new ArrayList<>(List.of(form.getOrDefault("text", "")));
        List<String> plain = new ArrayList<>();
        String blocks = form.getOrDefault("blocks", "[]");
        walk(JsonParser.parseString(blocks), marked, plain);
        int longest = 0;
        for (String text : plain) {
            longest = Math.max(longest, text.length());
        }
        // The fallback is shown in notifications alone; escapes make it longer.
        for (String text : marked) {
            longest = Math.max(longest, unescaped(text).length() - 100);
        }
        return new SeenMessage(marked, longest, blocks.length());
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private static void walk(JsonElement element, List<String> marked, List<String> plain) {
        if (element.isJsonArray()) {
            element.getAsJsonArray().forEach(item -> walk(item, marked, plain));
        } else if (element.isJsonObject()) {
            var object = element.getAsJsonObject();
            if (object.has("type") && object.has("text") && object.get("text").isJsonPrimitive()) {
                boolean markup = object.get("type").getAsString().equals("mrkdwn");
                (markup ? marked : plain).add(object.get("text").getAsString());
            }
            object.entrySet().forEach(entry -> walk(entry.getValue(), marked, plain));
        }
    }
}
