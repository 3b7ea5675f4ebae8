package dev.tminus.app.slack;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What Slack sends when somebody presses a button of a message. */
final class Payload {

    private static final Gson GSON = new Gson();

    private Payload() {}

    static JsonObject click(String user, Posted card, String act, Map<String, String> fields) {
        JsonObject button = card.button(act);
        return of(
                user,
                card.ts(),
                button.get("action_id").getAsString(),
                button.get("value").getAsString(),
                fields);
    }

    static JsonObject of(String user, String ts, String action, String value, Map<String, String> fields) {
        Map<String, Object> values = new HashMap<>();
        fields.forEach((name, typed) ->
                values.put(Click.FIELD + name, Map.of("value", Map.of("type", "plain_text_input", "value", typed))));
        String json = GSON.toJson(Map.of(
                "type", "block_actions",
                "user", Map.of("id", user, "team_id", "T0"),
                "channel", Map.of("id", FakeSlack.CHANNEL),
                "message", Map.of("ts", ts, "thread_ts", "1.0"),
                "actions", List.of(Map.of("action_id", action, "value", value)),
                "state", Map.of("values", values)));
        return JsonParser.parseString(json).getAsJsonObject();
    }
}
