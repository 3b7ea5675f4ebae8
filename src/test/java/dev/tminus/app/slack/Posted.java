package dev.tminus.app.slack;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Map;

/** A message as it was posted, with its time stamp. */
public record Posted(String ts, Map<String, String> form) {
    public String text() {
        return form.getOrDefault("text", "");
    }

    public boolean isIn(String channel) {
        return channel.equals(form.get("channel"));
    }

    boolean isReplyTo(Posted root) {
        return root.ts().equals(form.get("thread_ts")) && !"1".equals(form.get("reply_broadcast"));
    }

    /** Whether it calls anybody: a person, a group or everybody. */
    boolean calls() {
        return text().contains("<@") || text().contains("<!");
    }

    boolean hasButtons() {
        return form.getOrDefault("blocks", "").contains(Click.ACTION);
    }

    String key() {
        return JsonParser.parseString(form.get("metadata"))
                .getAsJsonObject()
                .getAsJsonObject("event_payload")
                .get("key")
                .getAsString();
    }

    JsonObject button(String act) {
        for (var block : JsonParser.parseString(form.get("blocks")).getAsJsonArray()) {
            JsonObject one = block.getAsJsonObject();
            if (one.get("type").getAsString().equals("actions")) {
                for (var element : one.getAsJsonArray("elements")) {
                    if (element.getAsJsonObject().get("action_id").getAsString().startsWith(Click.ACTION + act)) {
                        return element.getAsJsonObject();
                    }
                }
            }
        }
        throw new AssertionError("the message has no button " + act + ": " + form.get("blocks"));
    }
}
