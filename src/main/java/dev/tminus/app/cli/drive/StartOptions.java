package dev.tminus.app.cli.drive;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code run} and {@code rehearse} are told. */
final class StartOptions {

    @Parameters(index = "0", paramLabel = "FILE", description = "The runbook.")
    Path file = Path.of("");

    @Option(
            names = {"-e", "--environment"},
            paramLabel = "ENV",
            required = true,
            description = "One of its environments.")
    String environment = "";

    @Option(
            names = {"-i", "--input"},
            paramLabel = "NAME=VALUE",
            description = "An input of the runbook.")
    Map<String, String> inputs = new LinkedHashMap<>();

    @Option(names = "--role", paramLabel = "ROLE=PERSON", description = "Who has a role; several people: a+b.")
    Map<String, String> roles = new LinkedHashMap<>();

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "Answers to people's steps, as far as policy allows.")
    Optional<Path> answers = Optional.empty();

    @Option(
            names = "--confirm",
            paramLabel = "ID",
            description = "The runbook's id, where the environment wants it typed.")
    Optional<String> confirm = Optional.empty();

    @Option(names = "--waive", paramLabel = "RULE", description = "Set rules aside (rehearsed, lint); needs --reason.")
    Optional<String> waive = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why the rule is set aside; journaled.")
    Optional<String> reason = Optional.empty();

    @Option(names = "--detach", description = "Hand the run to a node (refused while no node serves the journal).")
    boolean detach;
}
