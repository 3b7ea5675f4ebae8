package dev.tminus.app.slack;

import dev.tminus.engine.Engine;
import dev.tminus.notice.Address;
import dev.tminus.run.RunId;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Slack for each run, by the settings in its plan; runs with the same settings share it. Safe for threads. */
public final class Workspaces implements AutoCloseable {

    private final Engine engine;
    private final Map<String, String> variables;
    private final InstantSource clock;
    private final Map<String, SlackSettings> byRun = new ConcurrentHashMap<>();
    private final Map<SlackSettings, Workspace> open = new ConcurrentHashMap<>();

    /** @param variables of the environment: {@code SLACK_BOT_TOKEN}, {@code SLACK_API_URL} and so on */
    public Workspaces(Engine engine, Map<String, String> variables, InstantSource clock) {
        this.engine = engine;
        this.variables = Map.copyOf(variables);
        this.clock = clock;
    }

    /** @throws dev.tminus.engine.SecretException where its token cannot be had */
    Workspace of(String run) {
        SlackSettings settings = byRun.computeIfAbsent(
                run, id -> SlackSettings.of(engine.medium(new RunId(id), Address.SLACK), variables));
        return open.computeIfAbsent(settings, wanted -> {
            SlackApi api = new SlackApi(wanted);
            return new Workspace(wanted, api, new Accounts(wanted, api, clock));
        });
    }

    @Override
    public void close() {
        open.values().forEach(workspace -> workspace.api().close());
        open.clear();
    }
}
