package dev.tminus.app.cli.desk;

import dev.tminus.engine.Engine;
import dev.tminus.journal.Journal;
import dev.tminus.run.Actor;
import dev.tminus.run.RunId;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a command works with: the person, the terminal, and what is backstage. Belongs to one command. */
public final class Desk {

    private static final Pattern PASSWORD = Pattern.compile("//[^/@:]*:[^/@]+@|[?&]password=");

    public final Backstage backstage;
    public final Terminal terminal;
    private Optional<String> journal = Optional.empty();
    private Optional<String> as = Optional.empty();
    private @Nullable Control control;

    public Desk(Backstage backstage, Terminal terminal) {
        this.backstage = backstage;
        this.terminal = terminal;
    }

    public void useJournal(String url) {
        if (PASSWORD.matcher(url).find()) {
            say(
                    "warning: others on this machine can read a password on the command line; put it into PGPASSWORD or ~/.pgpass");
        }
        journal = Optional.of(url);
    }

    /** Works with this journal and engine, whatever the command line says. */
    public void use(Control given) {
        control = given;
    }

    public void speakAs(String person) {
        as = Optional.of(person);
    }

    public Control control() {
        if (control == null) {
            control = backstage.control(journal);
        }
        return control;
    }

    public Engine engine() {
        return control().engine();
    }

    public Journal journal() {
        return control().journal();
    }

    public JournalPlace journalPlace() {
        return backstage.journalPlace(journal);
    }

    /** Who speaks: the operating-system user, or whom they speak for; the host is journaled with it. */
    public Actor actor() {
        String user = backstage.person();
        String origin = as.filter(person -> !person.equals(user))
                        .map(person -> user + "@")
                        .orElse("")
                + backstage.host();
        return new Actor(as.orElse(user), "cli", Optional.of(origin));
    }

    /** The run somebody names, by its id or an unmistakable part of it. */
    public RunId run(String name) {
        return RunNames.find(journal(), name);
    }

    public Engine.Standing read(String run) {
        return engine().read(run(run));
    }

    public Instant now() {
        return engine().now();
    }

    public void say(String text) {
        terminal.say(text);
    }
}
