package dev.tminus.app.cli.look;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Json;
import dev.tminus.app.cli.desk.LocalTimes;
import dev.tminus.app.cli.desk.OutputFormat;
import dev.tminus.journal.RunFacts;
import dev.tminus.journal.RunFilter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code tminus runs}: all runs, the newest first. */
@Command(
        name = "runs",
        header = {"Examples:", "  tminus runs", "  tminus runs --runbook donations --open -o json", ""},
        description = "Lists runs, the newest first.",
        mixinStandardHelpOptions = true)
public final class RunsCommand implements Callable<Integer> {

    private final Desk desk;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (default), wide, json, or jsonl: one run a line.")
    private OutputFormat output = OutputFormat.text;

    @Option(names = "--runbook", paramLabel = "ID", description = "Only runs of this runbook.")
    private Optional<String> runbook = Optional.empty();

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "ENV",
            description = "Only runs in this environment.")
    private Optional<String> environment = Optional.empty();

    @Option(names = "--open", description = "Only runs that have not ended.")
    private boolean open;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many (100).")
    private int limit = 100;

    public RunsCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        RunFilter filter =
                new RunFilter(runbook, environment, Optional.empty(), open ? Optional.of(false) : Optional.empty());
        List<RunFacts> runs = desk.journal().runs(filter, limit);
        if (output == OutputFormat.json) {
            desk.terminal.out().print(json(runs));
        } else if (output == OutputFormat.jsonl) {
            runs.forEach(run -> desk.terminal.out().print(Json.line(json -> write(json, run))));
        } else if (runs.isEmpty()) {
            desk.say("there is no such run in this journal; start one with: tminus run FILE -e ENV");
        } else {
            runs.forEach(facts -> desk.terminal.out().println(line(facts)));
        }
        return ExitCode.DONE.code();
    }

    private String line(RunFacts facts) {
        String line = "%-20s  %-16s  %-20s  %-14s  %s"
                .formatted(
                        facts.run(),
                        facts.state(),
                        facts.runbook(),
                        facts.environment() + (facts.rehearsal() ? " (rehearsal)" : ""),
                        LocalTimes.text(facts.startedAt()));
        return output == OutputFormat.wide
                ? line
                        + "  %s  %s"
                                .formatted(
                                        facts.endedAt().map(LocalTimes::text).orElse("-"),
                                        facts.planDigest()
                                                .substring(
                                                        0,
                                                        Math.min(
                                                                12,
                                                                facts.planDigest()
                                                                        .length())))
                : line;
    }

    private static String json(List<RunFacts> runs) {
        return Json.object(json -> {
            json.writeStringField("format", "tminus.runs/1");
            json.writeArrayFieldStart("runs");
            for (RunFacts facts : runs) {
                json.writeStartObject();
                write(json, facts);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, RunFacts facts) throws IOException {
        json.writeStringField("id", facts.run().value());
        json.writeStringField("runbook", facts.runbook());
        json.writeStringField("environment", facts.environment());
        json.writeBooleanField("rehearsal", facts.rehearsal());
        json.writeStringField("state", facts.state());
        Json.time(json, "started_at", Optional.of(facts.startedAt()));
        Json.time(json, "ended_at", facts.endedAt());
        Json.time(json, "planned_at", facts.plannedAt());
    }
}
