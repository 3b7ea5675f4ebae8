package dev.tminus.notice;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A message for people outside, as data: what it says and whom it wants. It is written to the outbox together with the
 * events it tells of; how it looks is the medium's business. Its texts are plain text, cut to {@link Excerpt#LONGEST}.
 *
 * @param question what they are asked, where a button could answer it
 */
public record Notice(About about, String title, String text, Whom whom, Optional<Question> question) {

    /** What a notice tells of; {@code step} is empty text where it is about the run. */
    public record About(String run, Kind kind, Instant at, String step) {
        public About {
            requireNonNull(kind, "kind");
            requireNonNull(at, "at");
        }
    }

    /**
     * For whom a notice is.
     *
     * @param to audiences, channels or addresses as the runbook names them; none where it is for the run's own
     * @param roles who is wanted, by role
     * @param people who is wanted, by name
     */
    public record Whom(List<String> to, List<String> roles, List<String> people) {
        public static final Whom NOBODY = new Whom(List.of(), List.of(), List.of());

        public Whom {
            to = List.copyOf(to);
            roles = List.copyOf(roles);
            people = List.copyOf(people);
        }
    }

    /** What a notice is for; a medium may treat each in its own way. */
    public enum Kind {
        /** How the run stands. Only the newest counts; where a medium can, it replaces the one before. */
        STATUS,
        /** Something happened that nobody has to act on. */
        NEWS,
        /** Somebody is wanted. */
        WANTED,
        /** Nobody is wanted any more for what {@link #WANTED} said of this step. */
        SETTLED,
        /** Something went wrong. */
        ALARM,
        /** What a {@code notify} step says. */
        MESSAGE
    }

    public Notice {
        requireNonNull(about, "about");
        requireNonNull(whom, "whom");
        title = Excerpt.of(title);
        text = Excerpt.of(text);
    }

    static Notice of(String run, Kind kind, Instant at, String step, String title, String text) {
        return new Notice(new About(run, kind, at, step), title, text, Whom.NOBODY, Optional.empty());
    }

    Notice to(List<String> targets) {
        return new Notice(about, title, text, new Whom(targets, whom.roles(), whom.people()), question);
    }

    Notice wanting(List<String> roles, List<String> people) {
        return new Notice(about, title, text, new Whom(whom.to(), roles, people), question);
    }

    Notice asking(Question asked) {
        return new Notice(about, title, text, whom, Optional.of(asked));
    }

    /** The same in other words: what people read is changed, what it is about and asks is not. */
    public Notice reworded(UnaryOperator<String> change) {
        return new Notice(about, change.apply(title), change.apply(text), whom, question);
    }

    public String run() {
        return about.run();
    }

    public Kind kind() {
        return about.kind();
    }

    public Instant at() {
        return about.at();
    }

    public String step() {
        return about.step();
    }

    public List<String> to() {
        return whom.to();
    }

    public List<String> roles() {
        return whom.roles();
    }

    public List<String> people() {
        return whom.people();
    }

    /** The line the outbox keeps: one JSON object of format {@code tminus.notice/1}. */
    public String line() {
        return NoticeLine.write(this);
    }

    /**
     * The notice of a line.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static Notice read(String line) {
        return NoticeLine.read(line);
    }
}
