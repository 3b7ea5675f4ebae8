package dev.tminus.app.slack;

import java.util.Map;

/** A Slack of this machine with people in it, for programs that are started from outside. */
public final class SlackOffice implements AutoCloseable {

    /** A person, by their id in Slack. */
    public static final String ANNA = "U0ANNA";

    private final FakeSlack slack = FakeSlack.healthy();
    private final FakeSocket socket;
    private int clicks;

    public SlackOffice() throws InterruptedException {
        socket = new FakeSocket();
        slack.socketAt(socket.url());
    }

    /** What a program has to be told to find it. */
    public Map<String, String> variables() {
        return Map.of("SLACK_API_URL", slack.url(), "SLACK_BOT_TOKEN", "xoxb-good", "SLACK_APP_TOKEN", "xapp-good");
    }

    /** Anna approves a step once she is asked to and somebody listens; returns when she clicked, in nanoseconds. */
    public long approve(String step) throws InterruptedException {
        Posted card = slack.awaitCard(step);
        var click = Payload.click(ANNA, card, "approve", Map.of());
        socket.awaitClient();
        long clicked = System.nanoTime();
        socket.click("e-" + clicks++, click);
        return clicked;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        slack.close();
    }
}
