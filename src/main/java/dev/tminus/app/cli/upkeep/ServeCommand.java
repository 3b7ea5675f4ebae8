package dev.tminus.app.cli.upkeep;

import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tminus serve}: refused in this version, in words. */
@Command(
        name = "serve",
        header = {"Examples:", "  tminus serve", "  tminus serve --help", ""},
        description = "A node with the web console; not part of this version.",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        throw new Refusal(
                ExitCode.NOT_STARTED,
                "this version has no node to serve runs; drive them in the foreground with: tminus run FILE -e ENV, or: tminus resume RUN");
    }
}
