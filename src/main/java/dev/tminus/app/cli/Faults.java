package dev.tminus.app.cli;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.engine.SecretException;
import dev.tminus.journal.BrokenChainException;
import dev.tminus.journal.FencedException;
import dev.tminus.journal.JournalException;
import dev.tminus.journal.LeaseHeldException;
import dev.tminus.journal.LockHeldException;
import dev.tminus.journal.UnknownRunException;
import dev.tminus.reader.BindingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Says in one sentence what went wrong, and gives the exit code for it. A stack trace goes to a file only. */
final class Faults {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private final Desk desk;

    Faults(Desk desk) {
        this.desk = desk;
    }

    /** Tells the person and gives the exit code. */
    ExitCode report(Throwable fault, String command) {
        ExitCode expected = code(fault);
        if (expected != null) {
            desk.say(lines(fault.getMessage() + advice(fault)));
            return expected;
        }
        desk.say("tminus: internal fault: %s".formatted(plain(fault)));
        desk.say(written(fault, command));
        return ExitCode.FAILED;
    }

    private static String lines(String message) {
        return "tminus: " + message.stripTrailing().replace("\n", "\ntminus: ");
    }

    /** The code of what people can mend; null for a mistake of ours. */
    private static @org.jspecify.annotations.Nullable ExitCode code(Throwable fault) {
        if (fault instanceof Refusal refusal) {
            return refusal.code();
        }
        if (fault instanceof BindingException || fault instanceof UnknownRunException) {
            return ExitCode.USAGE;
        }
        if (fault instanceof LeaseHeldException
                || fault instanceof LockHeldException
                || fault instanceof FencedException) {
            return ExitCode.LOCKED;
        }
        if (fault instanceof BrokenChainException) {
            return ExitCode.UNVERIFIED;
        }
        return fault instanceof JournalException || fault instanceof SecretException ? ExitCode.NOT_STARTED : null;
    }

    private static String advice(Throwable fault) {
        if (fault instanceof LeaseHeldException) {
            return "; watch it with: tminus status";
        }
        return fault instanceof FencedException ? "; look with: tminus status" : "";
    }

    private static String plain(Throwable fault) {
        return fault.getClass().getSimpleName()
                + (fault.getMessage() == null
                        ? ""
                        : ": " + fault.getMessage().lines().findFirst().orElse(""));
    }

    private String written(Throwable fault, String command) {
        Path folder = desk.backstage.stateFolder().resolve("faults");
        Path file = folder.resolve(STAMP.format(desk.backstage.clock().instant()) + ".txt");
        try {
            Files.createDirectories(folder);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (PrintWriter text = new PrintWriter(Files.newBufferedWriter(file))) {
                text.println("tminus " + desk.backstage.version() + ", command " + command);
                text.println("Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name"));
                fault.printStackTrace(text);
            }
            return "tminus: the report is in %s; please send it in. The run's journal is not affected; look with: tminus status"
                    .formatted(file);
        } catch (IOException unwritten) {
            return "tminus: the report could not be written to %s: %s".formatted(folder, unwritten.getMessage());
        }
    }
}
