package dev.tminus.reader;

import static dev.tminus.reader.Forms.TEXT;
import static dev.tminus.reader.Forms.fields;
import static dev.tminus.reader.Forms.oneOrMany;
import static dev.tminus.reader.Forms.table;
import static dev.tminus.reader.Forms.words;
import static dev.tminus.reader.Key.key;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of the {@code notify} block and of each medium in it. */
final class NoticeKeys {
    static final String SLACK = "slack settings";
    static final String EMAIL = "email settings";
    static final String WEBHOOK = "webhook settings";

    private static final Form BY_NAME = new Form.MapOf(TEXT, false);

    private NoticeKeys() {}

    static Map<String, List<Key>> contexts() {
        Map<String, List<Key>> contexts = new LinkedHashMap<>();
        contexts.put("notify block", block());
        contexts.put(SLACK, slack());
        contexts.put("mention rule", mention());
        contexts.put(EMAIL, email());
        contexts.put(WEBHOOK, webhook());
        return contexts;
    }

    private static List<Key> block() {
        return List.of(
                key("slack", fields(SLACK), "Channel, people and who is mentioned when", "{ channel: \"#release\" }"),
                key(
                        "email",
                        fields(EMAIL),
                        "Addresses, sender and mail server",
                        "{ to: [ops@example.com], from: tminus@example.com }"),
                key(
                        "webhook",
                        fields(WEBHOOK),
                        "Where notices are posted as JSON",
                        "{ url: \"https://hooks.example.com/tminus\" }"),
                key("audiences", table(oneOrMany(TEXT)), "Channels or addresses by audience"));
    }

    private static List<Key> slack() {
        return List.of(
                key("channel", oneOrMany(TEXT), "Where the run is told of", "\"#release\""),
                key("thread", words("per_run"), "One message a run, everything else in its thread; it is always so"),
                key("mention", fields("mention rule"), "Who is called", "{ approval: role, failure: here }"),
                key("people", BY_NAME, "Slack user id or e-mail address by person", "{ anna: U012ABCDEF }"),
                key("groups", BY_NAME, "Slack user group to call, by role", "{ dba: S012ABCDEF }"),
                key("token", TEXT, "Bot token; else SLACK_BOT_TOKEN").withSecrets(),
                key("app_token", TEXT, "Token for Socket Mode; else SLACK_APP_TOKEN")
                        .withSecrets(),
                key("signing_secret", TEXT, "For buttons over HTTP; else SLACK_SIGNING_SECRET")
                        .withSecrets(),
                key("listen", TEXT, "Host and port for buttons over HTTP; else TMINUS_SLACK_LISTEN", "0.0.0.0:8080"));
    }

    private static List<Key> mention() {
        return List.of(
                key("approval", words("role", "here", "none"), "Whom something that is wanted calls"),
                key("failure", words("role", "here", "none"), "Whom a failure calls"));
    }

    private static List<Key> email() {
        return List.of(
                key("to", oneOrMany(TEXT), "Addresses that are told of the run", "[ops@example.com]"),
                key("from", TEXT, "Sender; else TMINUS_SMTP_FROM"),
                key("server", TEXT, "smtp:// or smtps://; else TMINUS_SMTP_URL", "smtp://mail.example.com:587"),
                key("user", TEXT, "User at the server; else TMINUS_SMTP_USER").withSecrets(),
                key("password", TEXT, "Their password; else TMINUS_SMTP_PASSWORD")
                        .withSecrets());
    }

    private static List<Key> webhook() {
        return List.of(
                key("url", oneOrMany(TEXT), "Where notices are posted to", "\"https://hooks.example.com/tminus\""),
                key("secret", TEXT, "Signs what is posted; else TMINUS_WEBHOOK_SECRET")
                        .withSecrets());
    }
}
