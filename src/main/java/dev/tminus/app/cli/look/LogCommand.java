package dev.tminus.app.cli.look;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.SafeLines;
import dev.tminus.journal.Changes;
import dev.tminus.journal.History;
import dev.tminus.journal.Journal;
import dev.tminus.run.OutputRef;
import dev.tminus.run.RunEvent;
import dev.tminus.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tminus log}: the journal of a run, and with a step what it printed. */
@Command(
        name = "log",
        header = {"Examples:", "  tminus log r-20261201-7k3mq9 --follow", "  tminus log 7k3mq9 apply -o jsonl", ""},
        description =
                "Prints the events of a run; of one step also its output. jsonl: the journaled lines, byte for byte.",
        mixinStandardHelpOptions = true)
public final class LogCommand implements Callable<Integer> {

    private static final Duration POLL = Duration.ofSeconds(1);

    /** How events are written. */
    enum Output {
        text,
        jsonl
    }

    private final Desk desk;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, or an unmistakable part of it.")
    private String run = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "STEP", description = "Only this step and what is inside it.")
    private Optional<String> step = Optional.empty();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as events come, until the run ends.")
    private boolean follow;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default) or jsonl.")
    private Output output = Output.text;

    public LogCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        RunId id = desk.run(run);
        Journal journal = desk.journal();
        History history = journal.read(id);
        boolean ended = print(history);
        if (follow && !ended) {
            follow(journal, id, history.head().seq());
        }
        return ExitCode.DONE.code();
    }

    private void follow(Journal journal, RunId id, long seq) {
        long head = seq;
        boolean ended = false;
        try (Changes changes = journal.changes()) {
            while (!ended) {
                changes.await(POLL);
                History more = journal.read(id, head);
                head = more.head().seq();
                ended = print(more);
            }
        }
    }

    /** Returns whether the run has ended. */
    private boolean print(History history) {
        boolean ended = false;
        for (int i = 0; i < history.events().size(); i++) {
            RunEvent event = history.events().get(i);
            ended |= event instanceof RunEvent.RunEnded;
            if (isWanted(event)) {
                desk.terminal
                        .out()
                        .println(output == Output.jsonl ? history.lines().get(i) : EventLine.of(event));
                if (output == Output.text && step.isPresent()) {
                    printed(event);
                }
            }
        }
        desk.terminal.out().flush();
        return ended;
    }

    private boolean isWanted(RunEvent event) {
        return step.isEmpty()
                || EventLine.member(event, "step")
                        .map(Object::toString)
                        .map(key -> isInside(key, step.get()))
                        .orElse(false);
    }

    private static boolean isInside(String key, String step) {
        return key.equals(step)
                || key.startsWith(step + "[")
                || key.startsWith(step + "/")
                || key.startsWith(step + "~");
    }

    private void printed(RunEvent event) {
        Optional<OutputRef> kept = EventLine.member(event, "output")
                .filter(Optional.class::isInstance)
                .flatMap(found -> ((Optional<?>) found).map(OutputRef.class::cast));
        kept.ifPresent(reference -> {
            try (SafeLines lines = new SafeLines(desk.terminal.out())) {
                if (!desk.journal().outputs().read(reference.sha256(), lines)) {
                    desk.terminal.out().print(dev.tminus.action.SafeText.lines(reference.tail()));
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }
}
