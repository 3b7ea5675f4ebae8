package dev.tminus.bench;

import dev.tminus.app.slack.SlackApprovalLatency;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes the measurements that are named, or all of them. */
public final class Bench {

    private interface Measurement {
        void print(Stage stage, Figures figures) throws Exception;
    }

    private static final Map<String, Measurement> ALL = new LinkedHashMap<>();

    static {
        ALL.put("steps", StepRate::print);
        ALL.put("runs", RunRate::print);
        ALL.put("shell", ShellSteps::one);
        ALL.put("wide", ShellSteps::wide);
        ALL.put("recovery", Recovery::print);
        ALL.put("approval", ApprovalLatency::print);
        ALL.put(
                "slack",
                (stage, figures) -> figures.atMost(
                        "approval in Slack to the next step", "ms", SlackApprovalLatency.milliseconds(20), 1000));
        ALL.put("slackrun", ClickToStep::print);
        ALL.put("status", StatusQuery::print);
        ALL.put("validate", Validation::print);
        ALL.put("start", StartTime::print);
        ALL.put("onestep", OneStepRun::print);
        ALL.put("tracing", Tracing::print);
        ALL.put("forecast", ForecastAccuracy::print);
    }

    private Bench() {}

    /** {@code list} prints the names; anything else is the name of the one measurement to make. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments.length == 1 ? arguments[0] : "list";
        Measurement wanted = ALL.get(name);
        if (wanted == null) {
            ALL.keySet().forEach(System.out::println);
            System.exit(name.equals("list") ? 0 : 2);
            return;
        }
        boolean good;
        try (Stage stage = new Stage()) {
            Figures figures = new Figures(name);
            wanted.print(stage, figures);
            good = figures.allWithin();
        }
        System.exit(good ? 0 : 1);
    }
}
