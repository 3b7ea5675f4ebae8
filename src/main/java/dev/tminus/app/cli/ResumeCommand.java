package dev.tminus.app.cli;

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
final class ResumeCommand implements Callable<Integer> {

    private final Desk desk;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run's id, or an unmistakable part of it.")
    private String run = "";

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "Answers to people's steps, as far as policy allows.")
    private Optional<Path> answers = Optional.empty();

    ResumeCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        Optional<AnswersFile> read = answers.map(AnswersFile::read);
        RunId id = desk.run(run);
        Engine.Standing standing = desk.engine().read(id);
        if (standing.state().paused().isPresent()) {
            Ruling ruling = desk.engine().request(id, new Request.Resume(), desk.actor());
            if (ruling instanceof Ruling.Refused refused) {
                throw new Refusal(ExitCode.NOT_ALLOWED, refused.reason());
            }
        }
        return new Foreground(desk, read).drive(id).code();
    }
}
