package dev.tminus.app.slack;

import dev.tminus.book.Values;
import dev.tminus.engine.Engine;
import dev.tminus.engine.SecretException;
import dev.tminus.journal.JournalException;
import dev.tminus.notice.Question;
import dev.tminus.run.Actor;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunId;
import dev.tminus.run.Wait;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes clicks in and has the engine rule on them, one after the other. Safe for threads.
 *
 * <p>Nothing a click says is believed but who Slack says it was: whether the question is still the one that was shown,
 * and whether this person may answer it, is judged on the run as it stands, and journaled either way.
 */
public final class Clicks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Clicks.class);

    /** More than anybody clicks while a journal is busy; what comes on top is lost, and the button still there. */
    private static final int WAITING = 2000;

    private final Engine engine;
    private final Workspaces workspaces;
    private final ThreadPoolExecutor rulings = one("slack-clicks");
    private final ThreadPoolExecutor answers = one("slack-answers");

    public Clicks(Engine engine, Workspaces workspaces) {
        this.engine = engine;
        this.workspaces = workspaces;
    }

    private static ThreadPoolExecutor one(String name) {
        return new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING),
                work -> {
                    Thread thread = new Thread(work, name);
                    thread.setDaemon(true);
                    return thread;
                },
                (work, full) -> LOG.warn("More clicks than can be taken in; this one has to be made again"));
    }

    /** Takes a payload in; returns at once, because Slack waits for no more than three seconds. */
    void take(String payload) {
        Click.read(payload).ifPresent(click -> rulings.execute(() -> rule(click)));
    }

    private void rule(Click click) {
        try {
            Ruling ruling = ruling(click);
            if (ruling instanceof Ruling.Refused refused) {
                answers.execute(() -> answer(click, refused.reason()));
            }
        } catch (JournalException | SecretException impossible) {
            LOG.warn("A click in Slack by {} could not be ruled on: {}", click.user(), impossible.getMessage());
        } catch (RuntimeException fault) {
            LOG.warn("A click in Slack by {} could not be ruled on", click.user(), fault);
        }
    }

    private Ruling ruling(Click click) {
        RunId run = new RunId(click.ask().run());
        Optional<String> person = workspaces.of(run.value()).accounts().personOf(click.user(), people(run));
        Actor actor = new Actor(
                person.orElse("slack:" + click.user()),
                Actor.SLACK,
                Optional.of(click.team().isEmpty() ? click.user() : click.user() + "@" + click.team()));
        return engine.request(
                run,
                request(click),
                actor,
                standing -> person.isEmpty() ? Optional.of(stranger(click)) : stale(click.ask(), standing));
    }

    private Set<String> people(RunId run) {
        Engine.Standing standing = engine.read(run);
        Set<String> all = new HashSet<>();
        standing.state().people().values().forEach(all::addAll);
        all.add(standing.state().start().starter().person());
        return all;
    }

    private static Ruling.Refused stranger(Click click) {
        return new Ruling.Refused(
                Ruling.Why.NOT_ALLOWED,
                "Slack user %s is nobody in this run; name them under notify: slack: people:, by id or verified e-mail"
                        .formatted(click.user()));
    }

    /** A question that is asked again, or that is answered, is another one. */
    private static Optional<Ruling.Refused> stale(Ask ask, Engine.Standing standing) {
        Optional<Wait> wait = standing.state().step(ask.step()).waiting();
        boolean same = wait.filter(
                        now -> Question.instant(now.since()).toString().equals(ask.since())
                                && now.shownDigest().equals(ask.digest()))
                .isPresent();
        return same
                ? Optional.empty()
                : Optional.of(new Ruling.Refused(
                        Ruling.Why.NOT_POSSIBLE,
                        "what step %s asked at %s is not asked any more; look again with: tminus status %s"
                                .formatted(ask.step(), ask.since(), ask.run())));
    }

    private static Request request(Click click) {
        Ask ask = click.ask();
        return switch (ask.act()) {
            case "approve" -> new Request.Approve(ask.step(), Optional.of(ask.digest()), click.reason());
            case "reject" -> new Request.Reject(ask.step(), reason(click, "rejected in Slack"));
            case "decide" -> new Request.Decide(ask.step(), ask.option());
            case "done" -> new Request.Done(ask.step(), evidence(click));
            case "fail" -> new Request.Fail(ask.step(), reason(click, "reported as failed in Slack"));
            case "answer" -> new Request.Answer(ask.step(), new HashMap<>(click.fields()));
            case "confirm" -> new Request.Confirm(ask.step(), true, click.reason());
            case "deny" -> new Request.Confirm(ask.step(), false, reason(click, "denied in Slack"));
            default ->
                throw new IllegalArgumentException("a click asks for '%s', which nothing is".formatted(ask.act()));
        };
    }

    private static String reason(Click click, String otherwise) {
        return click.reason().isBlank() ? otherwise : click.reason();
    }

    private static Values evidence(Click click) {
        Map<String, Object> evidence = new HashMap<>(click.fields());
        evidence.remove(Click.REASON);
        return new Values(evidence);
    }

    /** Only the person who clicked sees why nothing came of it. */
    private void answer(Click click, String reason) {
        workspaces
                .of(click.ask().run())
                .api()
                .call(methods -> methods.chatPostEphemeral(request -> request.channel(click.channel())
                        .user(click.user())
                        .threadTs(click.thread().isEmpty() ? null : click.thread())
                        .text(SlackText.escaped("Refused: " + reason, SlackText.SECTION))
                        .parse("none")))
                .trouble()
                .ifPresent(trouble -> LOG.debug("A refused click could not be answered: {}", trouble.why()));
    }

    @Override
    public void close() {
        rulings.shutdown();
        try {
            rulings.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        answers.shutdown();
    }
}
