package dev.tminus.app.cli.request;

import dev.tminus.app.cli.desk.Desk;
import picocli.CommandLine.Parameters;

/** A command by which a person says something about one step. */
abstract class StepRequest extends RunRequest {

    @Parameters(index = "1", paramLabel = "STEP", description = "The step as tminus status names it.")
    private String step = "";

    StepRequest(Desk desk) {
        super(desk);
    }

    String step() {
        return step;
    }
}
