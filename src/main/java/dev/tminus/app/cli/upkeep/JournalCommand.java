package dev.tminus.app.cli.upkeep;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.JournalPlace;
import dev.tminus.app.cli.desk.Refusal;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code tminus journal}: the database that remembers. */
@Command(
        name = "journal",
        header = {
            "Examples:",
            "  tminus journal status",
            "  tminus journal migrate --journal postgresql://writer@db/journal",
            ""
        },
        description = "Where the journal is; starts and stops the embedded one; brings its tables up to date.",
        mixinStandardHelpOptions = true)
public final class JournalCommand implements Callable<Integer> {

    private final Desk desk;

    public JournalCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        return status();
    }

    @Command(name = "status", description = "Where it is and whether it runs.", mixinStandardHelpOptions = true)
    int status() {
        JournalPlace place = desk.journalPlace();
        desk.terminal.out().println("journal: %s (%s)".formatted(place.shown(), place.saidBy()));
        if (place.embedded()) {
            OptionalInt port = desk.backstage.localServer().port();
            desk.terminal
                    .out()
                    .println(
                            port.isPresent()
                                    ? "embedded PostgreSQL: runs on 127.0.0.1:%d, %d commands use it"
                                            .formatted(
                                                    port.getAsInt(),
                                                    desk.backstage.localServer().users())
                                    : "embedded PostgreSQL: does not run; any command that needs it starts it");
        } else {
            desk.terminal.out().println("its clock: " + desk.journal().now());
        }
        return ExitCode.DONE.code();
    }

    @Command(name = "start", description = "Starts the embedded one.", mixinStandardHelpOptions = true)
    int start() {
        ownOnly("started");
        desk.say("embedded PostgreSQL runs on 127.0.0.1:%d"
                .formatted(desk.backstage.localServer().start()));
        return ExitCode.DONE.code();
    }

    @Command(name = "stop", description = "Stops the embedded one; data stays.", mixinStandardHelpOptions = true)
    int stop() {
        ownOnly("stopped");
        desk.say(desk.backstage.localServer().stop() ? "embedded PostgreSQL is stopped" : "it did not run");
        return ExitCode.DONE.code();
    }

    @Command(name = "migrate", description = "Brings its tables up to this program.", mixinStandardHelpOptions = true)
    int migrate() {
        desk.journal().now();
        desk.say("the tables of the journal are up to date: "
                + desk.journalPlace().shown());
        return ExitCode.DONE.code();
    }

    private void ownOnly(String what) {
        JournalPlace place = desk.journalPlace();
        if (!place.embedded()) {
            throw Refusal.usage("the journal is %s (named by %s); only the embedded one is %s here"
                    .formatted(place.shown(), place.saidBy(), what));
        }
    }
}
