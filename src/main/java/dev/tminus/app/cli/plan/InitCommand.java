package dev.tminus.app.cli.plan;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tminus init}: a first runbook, or a draft made from a Markdown guide. */
@Command(
        name = "init",
        header = {
            "Examples:",
            "  tminus init first.runbook.yaml",
            "  tminus init --from MIGRATION.md migration.runbook.yaml",
            ""
        },
        description = "Writes a first runbook that validates. Never overwrites a file.",
        mixinStandardHelpOptions = true)
public final class InitCommand implements Callable<Integer> {

    private final Desk desk;

    @Option(names = "--from", paramLabel = "GUIDE.md", description = "A Markdown guide to draft the runbook from.")
    private Optional<Path> guide = Optional.empty();

    @Parameters(index = "0", arity = "0..1", paramLabel = "FILE", description = "Standard output where left out.")
    private Optional<Path> file = Optional.empty();

    public InitCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        String text = guide.map(this::draft).orElseGet(InitCommand::first);
        if (file.isEmpty()) {
            desk.terminal.out().print(text);
            return ExitCode.DONE.code();
        }
        Path target = file.get();
        try {
            Files.writeString(target, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException exists) {
            throw Refusal.usage("%s exists already and is left as it is; name another file".formatted(target));
        } catch (IOException unwritable) {
            throw new Refusal(
                    ExitCode.NOT_STARTED,
                    "%s cannot be written: %s; name another file".formatted(target, unwritable.getMessage()));
        }
        desk.say("%s is written. Next: tminus validate %s".formatted(target, target));
        return ExitCode.DONE.code();
    }

    private String draft(Path from) {
        try {
            return desk.backstage.draft(Files.readAllBytes(from), from.toString());
        } catch (IOException unreadable) {
            throw Refusal.usage("the guide %s cannot be read: %s".formatted(from, unreadable.getMessage()));
        }
    }

    private static String first() {
        try (InputStream in = Objects.requireNonNull(
                InitCommand.class.getResourceAsStream("first.runbook.yaml"), "first.runbook.yaml in the jar")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
