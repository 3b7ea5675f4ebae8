package dev.tminus.app.cli;

import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code tminus} itself, without any of its verbs. */
@Command(
        name = "tminus",
        description = "Checklist-as-code for production database migrations.",
        mixinStandardHelpOptions = true,
        versionProvider = TminusCommand.Version.class)
public final class TminusCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    private TminusCommand() {}

    /** Carries out what the arguments say and returns the exit code for it. */
    public static int run(String... arguments) {
        return new CommandLine(new TminusCommand()).execute(arguments);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** Loads what most commands need, so that the launcher can keep those classes in its archive. */
    @Command(name = "warmup", hidden = true)
    int warmup() {
        return spec.commandLine().getUsageMessage().isEmpty() ? 1 : 0;
    }

    /** The version stands in the jar's manifest; classes that are not in a jar have none. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = TminusCommand.class.getPackage().getImplementationVersion();
            return new String[] {"tminus " + Objects.requireNonNullElse(version, "(not packaged)")};
        }
    }
}
