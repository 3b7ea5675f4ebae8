package dev.tminus.app.cli.drive;

import dev.tminus.action.SafeText;
import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.app.cli.desk.Terminal;
import dev.tminus.app.cli.desk.Waits;
import dev.tminus.app.cli.request.EvidenceFiles;
import dev.tminus.book.Values;
import dev.tminus.engine.Drive;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal what a run waits for, in place. Enter alone never answers anything. */
final class Questions {

    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Desk desk;
    private final RunId run;
    private final RunView view;
    private @Nullable Asked open;
    private @Nullable Dialogue dialogue;
    private boolean ended;

    Questions(Desk desk, RunId run, RunView view) {
        this.desk = desk;
        this.run = run;
        this.view = view;
    }

    boolean isOpen() {
        return dialogue != null;
    }

    /** Puts the first question this person may answer, unless it stands already. Returns whether one stands. */
    boolean offer(Checklist checklist) {
        if (!desk.terminal.isInteractive() || ended) {
            return false;
        }
        Optional<Asked> first = checklist.waiting().stream()
                .filter(Asked::needsPerson)
                .filter(asked -> isFor(asked, checklist))
                .findFirst();
        if (first.isEmpty()) {
            if (dialogue != null) {
                desk.say("");
            }
            open = null;
            dialogue = null;
            return false;
        }
        Asked asked = first.get();
        if (open == null || !open.step().equals(asked.step()) || !open.since().equals(asked.since())) {
            open = asked;
            dialogue = new Dialogue(asked);
            desk.terminal.dropTyped();
            show(asked);
            desk.terminal.prompt(dialogue.prompt());
        }
        return true;
    }

    private boolean isFor(Asked asked, Checklist checklist) {
        return asked.roles().isEmpty()
                || asked.people().contains(desk.actor().person())
                || (asked.people().isEmpty() && checklist.rehearsal());
    }

    private void show(Asked asked) {
        view.close();
        desk.say("");
        desk.say(Waits.sentence(asked));
        Waits.more(asked.detail()).forEach(line -> desk.say("  " + line));
        asked.help().ifPresent(help -> desk.say("  " + SafeText.lines(help)));
        asked.shown()
                .map()
                .forEach((name, value) ->
                        desk.say("  %s: %s".formatted(SafeText.line(name), SafeText.lines(Values.text(value)))));
    }

    /** Waits for a typed line or a report. Returns whether a line came. */
    boolean await(Drive drive) throws InterruptedException {
        Optional<Terminal.Line> typed = desk.terminal.typed(GLANCE);
        Asked asked = open;
        Dialogue talking = dialogue;
        if (typed.isEmpty() || asked == null || talking == null) {
            drive.await(Duration.ZERO);
            return false;
        }
        Optional<String> line = typed.get().text();
        if (line.isEmpty()) {
            ended = true;
            desk.terminal.forbidInput(); // nobody is there any more: the run parks
            dialogue = null;
            return true;
        }
        Optional<Request> request = talking.heard(line.get().strip());
        if (request.isPresent()) {
            ask(request.get());
            drive.refresh();
        } else {
            talking.complaint().ifPresent(desk::say);
            desk.terminal.prompt(talking.prompt());
        }
        return true;
    }

    private void ask(Request request) {
        open = null;
        dialogue = null;
        Request kept;
        try {
            kept = EvidenceFiles.kept(desk, run, request, Path.of(""));
        } catch (Refusal unreadable) {
            desk.say(String.valueOf(unreadable.getMessage()));
            return;
        }
        Ruling ruling = desk.engine().request(run, kept, desk.actor());
        if (ruling instanceof Ruling.Refused refused) {
            desk.say("refused: " + refused.reason());
        } else {
            ((Ruling.Granted) ruling).notes().forEach(note -> desk.say("note: " + note));
        }
    }
}
