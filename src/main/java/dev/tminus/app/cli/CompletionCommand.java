package dev.tminus.app.cli;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code tminus completion}: completion for bash and zsh. */
@Command(
        name = "completion",
        header = {
            "Examples:",
            "  source <(tminus completion)",
            "  tminus completion > /etc/bash_completion.d/tminus",
            ""
        },
        description = "Prints a script that completes commands and options in bash and zsh.",
        mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

    private final Desk desk;

    CompletionCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        CommandLine all = TminusCommand.withAllVerbs(desk);
        desk.terminal.out().print(AutoComplete.bash("tminus", all));
        return ExitCode.DONE.code();
    }
}
