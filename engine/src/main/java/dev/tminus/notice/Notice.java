package dev.tminus.notice;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A message for people outside, as data: what it says and whom it wants. It is written to the outbox together with the
 * events it tells of; how it looks is the medium's business. Its texts are plain text, cut to {@link Excerpt#LONGEST}.
 *
 * @param step key of the step it is about; empty text where it is about the run
 * @param to audiences, channels or addresses as the runbook names them; none where it is for the run's own
 * @param roles who is wanted, by role
 * @param people who is wanted, by name
 * @param question what they are asked, where a button could answer it
 */
public record Notice(
        String run,
        Kind kind,
        Instant at,
        String step,
        String title,
        String text,
        List<String> to,
        List<String> roles,
        List<String> people,
        Optional<Question> question) {

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
        requireNonNull(kind, "kind");
        title = Excerpt.of(title);
        text = Excerpt.of(text);
        to = List.copyOf(to);
        roles = List.copyOf(roles);
        people = List.copyOf(people);
    }

    static Notice of(String run, Kind kind, Instant at, String step, String title, String text) {
        return new Notice(run, kind, at, step, title, text, List.of(), List.of(), List.of(), Optional.empty());
    }

    Notice to(List<String> targets) {
        return new Notice(run, kind, at, step, title, text, targets, roles, people, question);
    }

    Notice wanting(List<String> wantedRoles, List<String> wantedPeople) {
        return new Notice(run, kind, at, step, title, text, to, wantedRoles, wantedPeople, question);
    }

    Notice asking(Question asked) {
        return new Notice(run, kind, at, step, title, text, to, roles, people, Optional.of(asked));
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
