package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.book.Values;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** A command by which a person answers for a step in its place, with the reason and the values it would have given. */
abstract class StepTakenOver extends StepRequest {

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; journaled.")
    private String reason = "";

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A capture of the step that later steps need.")
    private Map<String, String> captures = new LinkedHashMap<>();

    StepTakenOver(Desk desk) {
        super(desk);
    }

    String reason() {
        return reason;
    }

    Values values() {
        return new Values(new LinkedHashMap<>(captures));
    }
}
