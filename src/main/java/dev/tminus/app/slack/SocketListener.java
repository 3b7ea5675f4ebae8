package dev.tminus.app.slack;

import com.slack.api.Slack;
import com.slack.api.socket_mode.SocketModeClient;
import com.slack.api.socket_mode.request.InteractiveEnvelope;
import com.slack.api.socket_mode.response.AckResponse;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes clicks over a connection that this machine makes to Slack, so that nothing has to reach it from outside. Slack
 * closes such connections now and then; a new one is made, and nothing has to be caught up, because what counts is here.
 */
final class SocketListener implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SocketListener.class);
    private static final long LOOK_SECONDS = 20;
    private static final long LONGEST_PAUSE_SECONDS = 60;

    private final Slack slack;
    private final String appToken;
    private final Clicks clicks;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::listen, "slack-socket");

    SocketListener(SlackSettings settings, Clicks clicks) {
        this.slack = SlackApi.open(settings.api());
        this.appToken = settings.appToken();
        this.clicks = clicks;
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        long pause = 1;
        try {
            while (closed.getCount() > 0) {
                try (SocketModeClient client = slack.socketMode(appToken, SocketModeClient.Backend.JavaWebSocket)) {
                    client.addInteractiveEnvelopeListener(envelope -> take(client, envelope));
                    client.connect();
                    pause = 1;
                    watch(client);
                } catch (IOException unreachable) {
                    LOG.debug("Slack's buttons are not connected; trying again in {} s", pause, unreachable);
                    closed.await(pause, TimeUnit.SECONDS);
                    pause = Math.min(2 * pause, LONGEST_PAUSE_SECONDS);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException fault) {
            LOG.warn("Slack's buttons are not connected any more; answer at the console", fault);
        }
    }

    /** The client makes connections anew by itself; one it has given up is replaced. */
    private void watch(SocketModeClient client) throws InterruptedException {
        int bad = 0;
        while (bad < 3 && !closed.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
            bad = client.verifyConnection() ? 0 : bad + 1;
        }
    }

    /** Slack is told first that the click has come: it waits for three seconds only. */
    private void take(SocketModeClient client, InteractiveEnvelope envelope) {
        client.sendSocketModeResponse(
                AckResponse.builder().envelopeId(envelope.getEnvelopeId()).build());
        clicks.take(envelope.getPayload().toString());
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
    }
}
