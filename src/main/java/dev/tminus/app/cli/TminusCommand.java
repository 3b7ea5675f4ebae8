package dev.tminus.app.cli;

import dev.tminus.app.cli.desk.Backstage;
import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Terminal;
import dev.tminus.reader.DidYouMean;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code tminus} itself: what all verbs share, and the way to each of them. */
@Command(
        name = "tminus",
        description = "Checklist-as-code for production database migrations.",
        customSynopsis = "tminus COMMAND [OPTIONS]",
        synopsisHeading = "Usage: ",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n")
public final class TminusCommand implements Callable<Integer> {

    /** Wide enough that no example is broken in two. */
    private static final int WIDTH = 120;

    private final Desk desk;

    @Spec
    private CommandSpec spec;

    private TminusCommand(Desk desk, CommandSpec spec) {
        this.desk = desk;
        this.spec = spec;
    }

    /** Carries out what the arguments say and returns the exit code for it. */
    public static int run(Backstage backstage, Terminal terminal, String... arguments) {
        Desk desk = new Desk(backstage, terminal);
        CommandLine line = line(desk, arguments);
        line.setExecutionExceptionHandler(new OnFault(new Faults(desk)));
        line.setParameterExceptionHandler(new OnWrongUse(desk));
        try {
            return line.execute(arguments);
        } finally {
            backstage.close();
        }
    }

    /** With only the verb that is asked for: reading the others' annotations takes longer than most commands. */
    private static CommandLine line(Desk desk, String[] arguments) {
        TminusCommand root = new TminusCommand(desk, CommandSpec.create());
        CommandLine line = new CommandLine(root);
        String first = arguments.length == 0 ? "" : arguments[0];
        Map<String, Function<Desk, Object>> verbs = Verbs.all();
        if (verbs.containsKey(first)) {
            line.addSubcommand(first, verbs.get(first).apply(desk));
        } else if (!List.of("--version", "-V").contains(first)) {
            verbs.forEach((name, verb) -> line.addSubcommand(name, verb.apply(desk)));
            line.addSubcommand("help", new CommandLine.HelpCommand());
        }
        for (CommandLine each : withSubcommands(line)) {
            each.setOut(writer(desk.terminal.out()));
            each.setErr(writer(desk.terminal.err()));
            each.setColorScheme(CommandLine.Help.defaultColorScheme(
                    desk.terminal.isColoured(desk.backstage.variables()) ? Ansi.ON : Ansi.OFF));
            each.getCommandSpec().versionProvider(new Version(desk.backstage));
            each.getCommandSpec().usageMessage().sortOptions(false);
            each.setUsageHelpWidth(WIDTH);
        }
        return line;
    }

    /** For what is made from all of them. */
    static CommandLine withAllVerbs(Desk desk) {
        return line(desk, new String[0]);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    private static List<CommandLine> withSubcommands(CommandLine line) {
        return Stream.concat(
                        Stream.of(line),
                        line.getSubcommands().values().stream().flatMap(sub -> withSubcommands(sub).stream()))
                .toList();
    }

    private static int explained(Desk desk, ParameterException wrong) {
        String name = wrong.getCommandLine().getCommandSpec().qualifiedName();
        String help = name.equals("tminus") ? "tminus --help" : name + " --help";
        if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched && name.equals("tminus")) {
            String word = unmatched.getUnmatched().get(0);
            String meant = DidYouMean.help(word, Verbs.all().keySet())
                    .map(text -> "; " + text)
                    .orElse("");
            desk.say("tminus: \"%s\" is not a command%s. All commands: %s".formatted(word, meant, help));
        } else {
            String what = wrong.getMessage().lines().findFirst().orElse("wrong usage");
            desk.say("tminus: %s. How it is used: %s".formatted(what, help));
        }
        return ExitCode.USAGE.code();
    }

    @Option(
            names = "--journal",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "PostgreSQL that keeps the journal (else TMINUS_JOURNAL, tminus.yaml, the embedded one).")
    void journal(String url) {
        desk.useJournal(url);
    }

    @Option(
            names = "--as",
            paramLabel = "PERSON",
            scope = ScopeType.INHERIT,
            description = "Speak as this person; journaled together with the operating-system user.")
    void as(String person) {
        desk.speakAs(person);
    }

    @Option(
            names = "--no-input",
            scope = ScopeType.INHERIT,
            description = "Ask nothing; stop where a person is needed.")
    void noInput(boolean set) {
        if (set) {
            desk.terminal.forbidInput();
        }
    }

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours (also: NO_COLOR).")
    void noColour(boolean set) {
        if (set) {
            desk.terminal.forbidColour();
        }
    }

    @Override
    public Integer call() {
        desk.terminal.err().print(Overview.TEXT);
        desk.terminal.err().flush();
        return ExitCode.USAGE.code();
    }

    CommandSpec spec() {
        return spec;
    }

    /** A class, as the next one, because the class archive keeps no lambda for an interface as old as the parser's. */
    private record OnFault(Faults faults) implements IExecutionExceptionHandler {
        @Override
        public int handleExecutionException(Exception fault, CommandLine command, ParseResult parsed) {
            return faults.report(fault, command.getCommandSpec().qualifiedName())
                    .code();
        }
    }

    private record OnWrongUse(Desk desk) implements IParameterExceptionHandler {
        @Override
        public int handleParseException(ParameterException wrong, String[] given) {
            return explained(desk, wrong);
        }
    }

    /** The version stands in the jar's manifest; classes that are not in a jar have none. */
    private record Version(Backstage backstage) implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"tminus " + backstage.version()};
        }
    }
}
