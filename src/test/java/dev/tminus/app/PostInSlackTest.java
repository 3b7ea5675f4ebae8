package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.cli.desk.Control;
import dev.tminus.app.slack.FakeSlack;
import dev.tminus.book.Plan;
import dev.tminus.book.Values;
import dev.tminus.engine.Drive;
import dev.tminus.engine.StartArguments;
import dev.tminus.reader.PlanText;
import dev.tminus.reader.Profile;
import dev.tminus.run.Actor;
import dev.tminus.run.Request;
import dev.tminus.run.RunId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages as the composition root puts them together: courier, media, masking, what is set in the environment. */
@Timeout(120)
class PostInSlackTest {

    private static final RunId RUN = new RunId("r-20261201-posted");
    private static final String BOOK = """
            runbook: v1
            id: posted
            roles: { dba: {} }
            secrets: { token: { from: env, name: DB_TOKEN } }
            environments: { production: { roles: { dba: [anna] } } }
            notify: { slack: { channel: "#release" }, audiences: { all: ["#announce"] } }
            phases:
              - id: only
                steps:
                  - { id: tell, notify: { to: all, text: It begins. } }
                  - { id: look, manual: Look, by: dba }
            """;

    @TempDir
    Path folder;

    private final FakeSlack slack = FakeSlack.healthy();
    private final List<String> warnings = new ArrayList<>();

    @AfterEach
    void close() {
        slack.close();
    }

    private Wiring wiring() {
        Map<String, String> variables = new HashMap<>(System.getenv());
        variables.put("XDG_STATE_HOME", folder.toString());
        variables.put("DB_TOKEN", "correct horse battery");
        return new Wiring(variables, folder, warnings::add);
    }

    /** A command on a run, with Slack set up in its environment. */
    private Post command(Control control, String token) {
        Map<String, String> slackOf = Map.of("SLACK_API_URL", slack.url(), "SLACK_BOT_TOKEN", token);
        Post post = new Post(control, RUN, slackOf, line -> {}, warnings::add);
        post.begin();
        return post;
    }

    /** A run of which something is told. */
    private Control started(Wiring wiring) {
        Control control = wiring.fleeting();
        control.engine().start(plan(wiring), arguments());
        try (Drive drive = control.engine().take(RUN)) {
            drive.turn();
        }
        return control;
    }

    @Test
    void what_waits_is_delivered_to_each_channel_while_a_command_lives() throws Exception {
        try (Wiring wiring = wiring()) {
            Post post = command(started(wiring), "xoxb-good");

            slack.awaitPosted("It begins.");
            slack.awaitPosted("To be done by hand: look");
            post.close();
        }
        assertThat(slack.posted())
                .filteredOn(message -> message.isIn("#announce"))
                .hasSize(1);
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_secret_that_somebody_typed_into_a_reason_does_not_go_out() throws Exception {
        try (Wiring wiring = wiring()) {
            Control control = started(wiring);
            control.engine().request(RUN, new Request.Fail("look", "no \"correct horse battery\""), Actor.cli("anna"));
            Post post = command(control, "xoxb-good");

            slack.awaitPosted("step look failed by anna via cli: no \"***\"");
            post.close();
        }
        assertThat(slack.everything()).doesNotContain("correct horse battery");
    }

    @Test
    void a_token_that_was_wrong_is_right_for_the_next_command_at_once() throws Exception {
        try (Wiring wiring = wiring()) {
            Control control = started(wiring);
            Post wrong = command(control, "xoxb-bad");
            slack.awaitRefused();
            wrong.close();
            assertThat(slack.posted()).isEmpty();

            Post right = command(control, "xoxb-good");
            slack.awaitPosted("To be done by hand: look");
            right.close();
        }
    }

    private static Plan plan(Wiring wiring) {
        var reading = wiring.reader(Profile.TEAM).read("posted.runbook.yaml", BOOK, path -> Optional.empty());
        return PlanText.bind(
                reading.runbook().orElseThrow(() -> new AssertionError(reading.report())), "production", Values.NONE);
    }

    private StartArguments arguments() {
        return new StartArguments(RUN, Actor.cli("olga"), Optional.empty(), Map.of(), List.of(), folder);
    }
}
