package dev.tminus.app.cli.plan;

import dev.tminus.action.SafeText;
import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.book.Durations;
import dev.tminus.engine.Engine;
import dev.tminus.reader.YamlWriter;
import dev.tminus.run.Comparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tminus compare}: two runs side by side. */
@Command(
        name = "compare",
        header = {
            "Examples:",
            "  tminus compare r-20261115-2b8kdm r-20261201-7k3mq9",
            "  tminus compare 2b8kdm 7k3mq9 -o yaml",
            ""
        },
        description =
                "Says what changed from one run to another: the text, steps that got slower or faster, steps that ran in "
                        + "one of them only. Ends with the later run's times as estimates, ready for the runbook.",
        mixinStandardHelpOptions = true)
public final class CompareCommand implements Callable<Integer> {

    /** How it is written. */
    enum Output {
        text,
        yaml
    }

    private final Desk desk;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "The earlier run.")
    private String before = "";

    @Parameters(index = "1", paramLabel = "AFTER", description = "The later run.")
    private String after = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default), or yaml: the estimates alone.")
    private Output output = Output.text;

    public CompareCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        Engine.Standing first = desk.read(before);
        Engine.Standing second = desk.read(after);
        String one = first.plan().runbook().id();
        String other = second.plan().runbook().id();
        if (!one.equals(other)) {
            throw Refusal.usage("%s is a run of %s and %s one of %s; only runs of one runbook can be compared"
                    .formatted(before, one, after, other));
        }
        Comparison comparison = Comparison.of(first.plan(), first.state(), second.plan(), second.state());
        StringBuilder text = new StringBuilder();
        if (output == Output.text) {
            List<String> sentences = comparison.sentences();
            sentences.forEach(line -> text.append(SafeText.line(line)).append('\n'));
            text.append(sentences.isEmpty() ? "both went alike\n" : "").append('\n');
        }
        desk.terminal.out().print(text + estimates(comparison));
        return ExitCode.DONE.code();
    }

    /** As the runbook's own shape, so that each can be found where it belongs. */
    private static String estimates(Comparison comparison) {
        List<Object> phases = new ArrayList<>();
        comparison.estimates().forEach((phase, steps) -> {
            List<Object> lines = new ArrayList<>();
            steps.forEach((id, length) ->
                    lines.add(named(id, "estimate", Durations.text(length).replace(" ", ""))));
            phases.add(named(phase, "steps", lines));
        });
        return YamlWriter.write(Map.of("phases", phases));
    }

    private static Map<String, Object> named(String id, String key, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("id", id);
        map.put(key, value);
        return map;
    }
}
