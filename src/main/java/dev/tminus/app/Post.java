package dev.tminus.app;

import dev.tminus.app.cli.desk.Control;
import dev.tminus.app.cli.desk.Messages;
import dev.tminus.app.mail.MailNotifier;
import dev.tminus.app.slack.Buttons;
import dev.tminus.app.slack.SlackNotifier;
import dev.tminus.app.slack.Workspaces;
import dev.tminus.app.webhook.WebhookNotifier;
import dev.tminus.engine.Engine;
import dev.tminus.engine.Lookout;
import dev.tminus.engine.SecretException;
import dev.tminus.journal.JournalException;
import dev.tminus.notice.Address;
import dev.tminus.notice.Courier;
import dev.tminus.notice.Delivery;
import dev.tminus.notice.Notice;
import dev.tminus.notice.Notifier;
import dev.tminus.run.RunId;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages while a command lives: a courier for what waits in the outbox, a lookout on the command's own run, and a
 * listener for buttons where Slack is set up. Nothing of a medium is loaded before there is something for it.
 */
final class Post implements Messages {

    private static final Logger LOG = LoggerFactory.getLogger(Post.class);
    private static final AtomicLong POSTS = new AtomicLong();
    private static final long LOOK_MILLIS = 1000;

    private final Engine engine;
    private final dev.tminus.journal.Outbox outbox;
    private final RunId run;
    private final Map<String, String> variables;
    private final InstantSource clock;
    private final Consumer<String> terminal;
    private final Consumer<String> warn;
    private final Map<String, Optional<Notifier>> notifiers = new HashMap<>();
    private final Map<String, UnaryOperator<String>> hiding = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Courier courier;
    private @Nullable Buttons buttons;
    private @Nullable Workspaces workspaces;

    Post(Control control, RunId run, Map<String, String> variables, Consumer<String> terminal, Consumer<String> warn) {
        this.engine = control.engine();
        this.outbox = control.journal().outbox();
        this.run = run;
        this.variables = variables;
        this.clock = engine::now;
        this.terminal = terminal;
        this.warn = warn;
    }

    @Override
    public synchronized void begin() {
        String holder = Machine.holder() + "/" + POSTS.incrementAndGet();
        courier = new Courier(new Delivery(outbox, this::notifier, this::hidden, holder, clock).serving(run), clock);
        Thread lookout = new Thread(this::lookOut, "lookout");
        lookout.setDaemon(true);
        lookout.start();
    }

    /** What is secret in a run, known once somebody is told of it. */
    private String hidden(String id, String text) {
        return hiding.computeIfAbsent(id, same -> engine.hiding(new RunId(same)))
                .apply(text);
    }

    /** Made when there is something for it: each brings its library. */
    private synchronized Optional<Notifier> notifier(String medium) {
        return notifiers.computeIfAbsent(medium, name -> switch (name) {
            case Address.SLACK -> Optional.of(new SlackNotifier(workspaces()));
            case Address.WEBHOOK -> Optional.of(new WebhookNotifier(settings(name), variables));
            case Address.EMAIL -> Optional.of(new MailNotifier(settings(name), variables));
            default -> Optional.empty();
        });
    }

    private java.util.function.Function<String, Map<String, Object>> settings(String medium) {
        return id -> engine.medium(new RunId(id), medium);
    }

    private synchronized Workspaces workspaces() {
        if (workspaces == null) {
            workspaces = new Workspaces(settings(Address.SLACK), variables, clock);
        }
        return workspaces;
    }

    private void lookOut() {
        try {
            Lookout lookout = new Lookout(engine, run);
            if (!lookout.isTold()) {
                return;
            }
            listen();
            TerminalNotifier teller = new TerminalNotifier(terminal);
            while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) && !lookout.isOver()) {
                for (Notice notice : lookout.look()) {
                    String key = "%s/%s/%s".formatted(notice.kind(), notice.step(), notice.title());
                    Notice safe = notice.reworded(text -> hidden(notice.run(), text));
                    teller.send(new Notifier.Letter(new Address("terminal", "here"), key, safe, "", false));
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (JournalException gone) {
            LOG.debug("The journal is gone; nobody looks out for run {} here any more", run, gone);
        } catch (RuntimeException fault) {
            if (closed.getCount() == 0) {
                LOG.debug("What was looked at when the command ended is looked at by the next one", fault);
                return;
            }
            LOG.warn("Nobody looks out for run {} here any more", run, fault);
        }
    }

    /** Only where the run is told of in Slack, and something is set up to hear from it. */
    private void listen() {
        Map<String, Object> slack;
        try {
            slack = engine.medium(run, Address.SLACK);
            boolean hears = slack.containsKey("app_token")
                    || slack.containsKey("listen")
                    || variables.containsKey("SLACK_APP_TOKEN")
                    || variables.containsKey("TMINUS_SLACK_LISTEN");
            if (slack.containsKey("channel") && hears) {
                Workspaces known = workspaces();
                // It may take long; who closes this must not wait for it.
                known.prepare(run.value());
                hear(known);
            }
        } catch (SecretException | IllegalArgumentException | java.io.UncheckedIOException unset) {
            warn.accept("buttons in Slack are not connected: " + unset.getMessage());
        }
    }

    private synchronized void hear(Workspaces known) {
        if (closed.getCount() > 0) {
            buttons = Buttons.listen(engine, known, run, clock).orElse(null);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        Courier first = courier;
        if (first != null) {
            first.close();
        }
        synchronized (this) {
            if (buttons != null) {
                buttons.close();
            }
            notifiers.values().forEach(notifier -> notifier.ifPresent(Notifier::close));
        }
    }
}
