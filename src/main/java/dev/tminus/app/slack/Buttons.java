package dev.tminus.app.slack;

import dev.tminus.engine.Engine;
import dev.tminus.run.RunId;
import java.time.InstantSource;
import java.util.Optional;

/** Listens for answers that people give in Slack, while it is open: over Socket Mode, or over HTTP where that is set. */
public final class Buttons implements AutoCloseable {

    private final Clicks clicks;
    private final AutoCloseable listener;

    private Buttons(Clicks clicks, AutoCloseable listener) {
        this.clicks = clicks;
        this.listener = listener;
    }

    /**
     * Begins to listen as a run's settings say; empty where they name no way.
     *
     * @throws dev.tminus.engine.SecretException where a secret cannot be had
     * @throws IllegalArgumentException where the settings are not usable
     */
    public static Optional<Buttons> listen(Engine engine, Workspaces workspaces, RunId run, InstantSource clock) {
        SlackSettings settings = workspaces.settings(run.value());
        if (!settings.listen().isEmpty()) {
            Clicks clicks = new Clicks(engine, workspaces);
            return Optional.of(
                    new Buttons(clicks, new HttpEndpoint(settings.listen(), settings.signingSecret(), clicks, clock)));
        }
        if (settings.appToken().isEmpty()) {
            return Optional.empty();
        }
        Clicks clicks = new Clicks(engine, workspaces);
        return Optional.of(new Buttons(clicks, new SocketListener(settings, clicks)));
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (Exception gone) {
            throw new IllegalStateException("a listener that ends does nothing that can fail", gone);
        }
        clicks.close();
    }
}
