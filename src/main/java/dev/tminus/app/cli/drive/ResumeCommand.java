package dev.tminus.app.cli.drive;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.engine.Engine;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunId;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tminus resume}: goes on with a run where its journal ends. */
@Command(
        name = "resume",
        header = {"Examples:", "  tminus resume r-20261201-7k3mq9", "  tminus resume 7k3mq9 --no-input", ""},
        description = "Goes on with a parked, paused or interrupted run, here and now.",
        mixinStandardHelpOptions = true)
public final class ResumeCommand implements Callable<Integer> {

    private final Desk desk;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, or an unmistakable part of it.")
    private String run = "";

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "Answers to people's steps, as far as policy allows.")
    private Optional<Path> answers = Optional.empty();

    @Option(names = "--waive", paramLabel = "RULE", description = "Set a rule aside (rehearsed); needs --reason.")
    private Optional<String> waive = Optional.empty();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why the rule is set aside; journaled.")
    private String reason = "";

    public ResumeCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        Optional<AnswersFile> read = answers.map(AnswersFile::read);
        RunId id = desk.run(run);
        Engine.Standing standing = desk.engine().read(id);
        waive.ifPresent(rule -> ask(id, new Request.Waive(rule, reason)));
        if (standing.state().paused().isPresent()) {
            ask(id, new Request.Resume());
        }
        return new Foreground(desk, read).drive(id).code();
    }

    private void ask(RunId id, Request request) {
        if (desk.engine().request(id, request, desk.actor()) instanceof Ruling.Refused refused) {
            ExitCode code = refused.why() == Ruling.Why.NOT_ALLOWED ? ExitCode.NOT_ALLOWED : ExitCode.USAGE;
            throw new Refusal(code, refused.reason());
        }
    }
}
