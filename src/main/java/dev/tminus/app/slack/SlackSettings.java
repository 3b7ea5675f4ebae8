package dev.tminus.app.slack;

import dev.tminus.book.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a run reaches Slack: its {@code notify: slack:} block, and variables of the environment where the block says
 * nothing.
 *
 * @param token of the bot; empty where there is none
 * @param appToken for Socket Mode
 * @param signingSecret for the HTTP endpoint
 * @param listen host and port of the HTTP endpoint; empty text for Socket Mode
 * @param api where Slack's API is, with a slash at its end
 * @param people Slack user id or e-mail address by person
 * @param groups id of a Slack user group by role
 * @param mentions who is called: {@code approval} ({@code role}, {@code here} or {@code none}) and {@code failure}
 */
record SlackSettings(
        String token,
        String appToken,
        String signingSecret,
        String listen,
        String api,
        Map<String, String> people,
        Map<String, String> groups,
        Map<String, String> mentions) {

    static final String API = "https://slack.com/api/";

    SlackSettings {
        people = Map.copyOf(people);
        groups = Map.copyOf(groups);
        mentions = Map.copyOf(mentions);
    }

    static SlackSettings of(Map<String, Object> block, Map<String, String> variables) {
        String api = variables.getOrDefault("SLACK_API_URL", API);
        return new SlackSettings(
                text(block, "token").orElse(variables.getOrDefault("SLACK_BOT_TOKEN", "")),
                text(block, "app_token").orElse(variables.getOrDefault("SLACK_APP_TOKEN", "")),
                text(block, "signing_secret").orElse(variables.getOrDefault("SLACK_SIGNING_SECRET", "")),
                text(block, "listen").orElse(variables.getOrDefault("TMINUS_SLACK_LISTEN", "")),
                api.endsWith("/") ? api : api + "/",
                texts(block, "people"),
                texts(block, "groups"),
                texts(block, "mention"));
    }

    private static Optional<String> text(Map<String, Object> block, String key) {
        return Optional.ofNullable(block.get(key)).map(Values::text).filter(text -> !text.isBlank());
    }

    private static Map<String, String> texts(Map<String, Object> block, String key) {
        Map<String, String> texts = new HashMap<>();
        if (block.get(key) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> texts.put(String.valueOf(name), Values.text(value)));
        }
        return texts;
    }

    /** How Slack may know a person: by the id or the address the runbook gives, else by their name, if it is one. */
    String handle(String person) {
        return people.getOrDefault(person, person);
    }

    static boolean isUserId(String handle) {
        return handle.matches("[UW][A-Z0-9]{5,}");
    }

    static boolean isAddress(String handle) {
        return handle.indexOf('@') > 0;
    }

    /** Whom of these people the handle stands for; more than one where the runbook is ambiguous. */
    List<String> peopleBehind(String handle, Iterable<String> candidates) {
        List<String> found = new ArrayList<>();
        for (String person : candidates) {
            if (handle(person).equalsIgnoreCase(handle) && !found.contains(person)) {
                found.add(person);
            }
        }
        return found;
    }

    /** Without its secrets. */
    @Override
    public String toString() {
        return "SlackSettings[api=%s]".formatted(api);
    }

    boolean calls(String occasion, String whom) {
        return mentions.getOrDefault(occasion, "role").equals(whom);
    }
}
