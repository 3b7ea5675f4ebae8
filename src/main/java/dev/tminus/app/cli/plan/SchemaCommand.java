package dev.tminus.app.cli.plan;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.reader.JsonSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tminus schema}: the JSON Schema of runbooks, for editors. */
@Command(
        name = "schema",
        header = {"Examples:", "  tminus schema > tminus.schema.json", "  tminus schema | jq '.\"$defs\" | keys'", ""},
        description = "Prints the JSON Schema of runbooks: completion and help while writing, in editors that know it.",
        mixinStandardHelpOptions = true)
public final class SchemaCommand implements Callable<Integer> {

    private final Desk desk;

    public SchemaCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        String schema = JsonSchema.of(desk.backstage.actions().types());
        desk.terminal.out().println(schema.stripTrailing());
        return ExitCode.DONE.code();
    }
}
