package dev.tminus.app.slack;

import dev.tminus.run.RunEvent;
import java.time.InstantSource;
import java.util.Map;

/** From a click that leaves Slack to the event with which the step goes on that waited for it, over Socket Mode. */
public final class SlackApprovalLatency {

    private SlackApprovalLatency() {}

    /** One figure for each of so many approvals, in milliseconds. */
    public static double[] milliseconds(int times) throws InterruptedException {
        StringBuilder steps = new StringBuilder();
        for (int step = 0; step < times; step++) {
            steps.append("- { id: step_%d, approve: { by: [dba] } }%n".formatted(step));
        }
        double[] figures = new double[times];
        FakeSocket socket = new FakeSocket();
        try (SlackRun run = new SlackRun(steps.toString(), Map.of("SLACK_APP_TOKEN", "xapp-good"))) {
            run.slack.socketAt(socket.url());
            Buttons buttons = Buttons.listen(run.engine, run.workspaces, SlackRun.RUN, InstantSource.system())
                    .orElseThrow();
            for (int step = 0; step < times; step++) {
                int before = step;
                var click = Payload.click("U0ANNA", run.card(), "approve", Map.of());
                socket.awaitClient();
                long begun = System.nanoTime();
                socket.click("e-" + step, click);
                run.await(() -> run.events(RunEvent.StepApproved.class).size() > before);
                run.drive();
                figures[step] = (System.nanoTime() - begun) / 1e6;
                run.go();
            }
            buttons.close();
        } finally {
            socket.close();
        }
        return figures;
    }
}
