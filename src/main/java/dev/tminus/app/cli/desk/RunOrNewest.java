package dev.tminus.app.cli.desk;

import dev.tminus.run.RunId;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** The run that a command looks at, as an argument that may be left out. */
public final class RunOrNewest {

    @Parameters(index = "0", arity = "0..1", paramLabel = "RUN", description = "The newest open run where left out.")
    private Optional<String> run = Optional.empty();

    public RunId of(Desk desk) {
        return run.map(desk::run).orElseGet(() -> RunNames.newest(desk.journal()));
    }
}
