package dev.tminus.app.cli.plan;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.reader.Explanations;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tminus explain}: a problem's code, a key, an action, the expressions. */
@Command(
        name = "explain",
        header = {"Examples:", "  tminus explain TM103", "  tminus explain step.poll", ""},
        description = "Explains the code of a problem, a key of the language, an action, or the expressions.",
        mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {

    private final Desk desk;

    @Parameters(index = "0", arity = "0..1", paramLabel = "CODE|TOPIC", description = "Without one: lists all topics.")
    private Optional<String> topic = Optional.empty();

    public ExplainCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        Explanations explanations = new Explanations(
                desk.backstage.actions().types(), desk.backstage.sqlAdvice().explanations());
        if (topic.isEmpty()) {
            explanations.topics().forEach(desk.terminal.out()::println);
            return ExitCode.DONE.code();
        }
        String text = explanations
                .explain(topic.get())
                .orElseThrow(() ->
                        Refusal.usage("there is nothing to explain about \"%s\"%s; all topics: tminus explain"
                                .formatted(
                                        topic.get(),
                                        explanations
                                                .suggestion(topic.get())
                                                .map(help -> "; " + help)
                                                .orElse(""))));
        desk.terminal.out().println(text.stripTrailing());
        return ExitCode.DONE.code();
    }
}
