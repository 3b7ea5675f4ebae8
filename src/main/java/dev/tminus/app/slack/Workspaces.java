package dev.tminus.app.slack;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Slack for each run, by the settings in its plan; runs with the same settings share it. Safe for threads. */
public final class Workspaces implements AutoCloseable {

    private final Function<String, Map<String, Object>> blocks;
    private final Map<String, String> variables;
    private final InstantSource clock;
    private final Map<String, SlackSettings> byRun = new ConcurrentHashMap<>();
    private final Map<SlackSettings, Workspace> open = new ConcurrentHashMap<>();

    /**
     * @param blocks gives a run's {@code notify: slack:} block, with secrets in place
     * @param variables of the environment: {@code SLACK_BOT_TOKEN}, {@code SLACK_API_URL} and so on
     */
    public Workspaces(
            Function<String, Map<String, Object>> blocks, Map<String, String> variables, InstantSource clock) {
        this.blocks = blocks;
        this.variables = Map.copyOf(variables);
        this.clock = clock;
    }

    /** @throws dev.tminus.engine.SecretException where its token cannot be had */
    SlackSettings settings(String run) {
        return byRun.computeIfAbsent(run, id -> SlackSettings.of(blocks.apply(id), variables));
    }

    /** @throws dev.tminus.engine.SecretException where its token cannot be had */
    Workspace of(String run) {
        return open.computeIfAbsent(settings(run), wanted -> {
            SlackApi api = new SlackApi(wanted);
            return new Workspace(wanted, api, new Accounts(wanted, api, clock));
        });
    }

    /**
     * Fetches a run's settings, which may take as long as its secrets do.
     *
     * @throws dev.tminus.engine.SecretException where its token cannot be had
     */
    public void prepare(String run) {
        settings(run);
    }

    /** Whether an answer is waited for. */
    boolean isAsking() {
        return open.values().stream().anyMatch(workspace -> workspace.api().isAsking());
    }

    /** Makes calls that are under way end at once. */
    void hangUp() {
        open.values().forEach(workspace -> workspace.api().hangUp());
    }

    @Override
    public void close() {
        open.values().forEach(workspace -> workspace.api().close());
        open.clear();
    }
}
