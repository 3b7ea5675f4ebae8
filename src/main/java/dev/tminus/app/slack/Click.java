package dev.tminus.app.slack;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A button that somebody pressed, as Slack tells it.
 *
 * @param thread the thread the message stands in; empty text where it is in none
 * @param fields what was typed beside the button, by name
 */
record Click(String user, String team, String channel, String thread, Ask ask, Map<String, String> fields) {

    /** Begins the id of each of our buttons. */
    static final String ACTION = "tminus:";

    /** Begins the id of each of our fields. */
    static final String FIELD = "tminus-field:";

    static final String REASON = "reason";

    Click {
        fields = Map.copyOf(fields);
    }

    /** Empty where the payload is of another kind, or of another app's button. */
    static Optional<Click> read(String payload) {
        try {
            return read(JsonParser.parseString(payload));
        } catch (JsonParseException | IllegalStateException | ClassCastException notOurs) {
            return Optional.empty();
        }
    }

    static Optional<Click> read(JsonElement payload) {
        if (!payload.isJsonObject() || !"block_actions".equals(text(payload.getAsJsonObject(), "type"))) {
            return Optional.empty();
        }
        JsonObject all = payload.getAsJsonObject();
        for (JsonElement one : all.getAsJsonArray("actions")) {
            JsonObject action = one.getAsJsonObject();
            if (text(action, "action_id").startsWith(ACTION)) {
                return Ask.read(text(action, "value")).map(ask -> of(all, ask));
            }
        }
        return Optional.empty();
    }

    private static Click of(JsonObject all, Ask ask) {
        JsonObject user = part(all, "user");
        JsonObject message = part(all, "message");
        String thread = text(message, "thread_ts");
        return new Click(
                text(user, "id"),
                text(user, "team_id"),
                text(part(all, "channel"), "id"),
                thread.isEmpty() ? text(message, "ts") : thread,
                ask,
                fields(part(part(all, "state"), "values")));
    }

    private static Map<String, String> fields(JsonObject blocks) {
        Map<String, String> fields = new HashMap<>();
        for (String block : blocks.keySet()) {
            String typed = text(part(part(blocks, block), "value"), "value");
            if (block.startsWith(FIELD) && !typed.isBlank()) {
                fields.put(block.substring(FIELD.length()), typed);
            }
        }
        return fields;
    }

    private static JsonObject part(JsonObject of, String name) {
        return of.has(name) && of.get(name).isJsonObject() ? of.getAsJsonObject(name) : new JsonObject();
    }

    private static String text(JsonObject of, String name) {
        return of.has(name) && of.get(name).isJsonPrimitive() ? of.get(name).getAsString() : "";
    }

    String reason() {
        return fields.getOrDefault(REASON, "");
    }
}
