package dev.tminus.app.cli.drive;

import dev.tminus.app.cli.desk.Desk;
import dev.tminus.app.cli.desk.ExitCode;
import dev.tminus.app.cli.desk.Messages;
import dev.tminus.app.cli.desk.Refusal;
import dev.tminus.app.cli.request.EvidenceFiles;
import dev.tminus.engine.Drive;
import dev.tminus.engine.Turn;
import dev.tminus.journal.JournalUnavailableException;
import dev.tminus.run.Actor;
import dev.tminus.run.Asked;
import dev.tminus.run.Checklist;
import dev.tminus.run.Request;
import dev.tminus.run.Ruling;
import dev.tminus.run.RunId;
import dev.tminus.run.WaitKind;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Drives a run in this process until it ends, parks or is interrupted. */
final class Foreground {

    private static final Duration POLL = Duration.ofSeconds(1);
    /** Between two looks at the whole checklist; a step that takes a millisecond should cost no more than that. */
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Desk desk;
    private final Optional<AnswersFile> answers;
    private final Set<String> tried = new HashSet<>();
    private long lastGlance = System.nanoTime() - GLANCE.toNanos();

    Foreground(Desk desk, Optional<AnswersFile> answers) {
        this.desk = desk;
        this.answers = answers;
    }

    /** @throws dev.tminus.journal.LeaseHeldException while somebody else drives it */
    ExitCode drive(RunId run) {
        try (Drive drive = Leases.take(desk, run);
                RunView view = Views.of(desk);
                Messages messages = desk.backstage.messages(desk.control(), run, view::say);
                Hints hints = new Hints(desk.journal(), drive::poke);
                Interrupts interrupts = Interrupts.watch(drive::poke)) {
            drive.listen(view);
            messages.begin();
            view.remember(Checklist.of(drive.plan(), drive.state(), drive.now()));
            return new Loop(drive, view, hints, interrupts).run();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        } catch (JournalUnavailableException lost) {
            throw new Refusal(
                    ExitCode.PARKED,
                    "%s\nThe run stopped where its journal ends; once the journal is back: tminus resume %s"
                            .formatted(lost.getMessage(), run),
                    lost);
        }
    }

    /** One drive's loop. */
    private final class Loop {
        private final Drive drive;
        private final RunView view;
        private final Hints hints;
        private final Interrupts interrupts;
        private final Questions questions;
        private int interruptsSeen;

        Loop(Drive drive, RunView view, Hints hints, Interrupts interrupts) {
            this.drive = drive;
            this.view = view;
            this.hints = hints;
            this.interrupts = interrupts;
            this.questions = new Questions(desk, drive.run(), view);
        }

        ExitCode run() throws InterruptedException {
            while (true) {
                Turn turn = drive.turn();
                if (interrupts.count() > interruptsSeen) {
                    interrupted();
                    continue;
                }
                if (interruptsSeen > 0 && turn.inFlight() == 0 && !turn.ended()) {
                    view.show(Checklist.of(drive.plan(), drive.state(), drive.now()));
                    return Endings.interrupted(desk, drive.run(), interrupts.code());
                }
                if (turn.ended() || turn.inFlight() == 0 || isTimeToLook()) {
                    Optional<ExitCode> end = look(turn);
                    if (end.isPresent()) {
                        return end.get();
                    }
                }
                await(turn);
            }
        }

        private boolean isTimeToLook() {
            return System.nanoTime() - lastGlance >= GLANCE.toNanos();
        }

        private Optional<ExitCode> look(Turn turn) {
            lastGlance = System.nanoTime();
            Checklist checklist = Checklist.of(drive.plan(), drive.state(), drive.now());
            view.show(checklist);
            if (turn.ended()) {
                return Optional.of(Endings.ended(desk, view, checklist));
            }
            if (answered(checklist)) {
                return Optional.empty();
            }
            if (isLockedOut(turn, checklist)) {
                return Optional.of(Endings.parked(desk, view, checklist, turn));
            }
            boolean asked = interruptsSeen == 0 && questions.offer(checklist);
            return !asked && Parking.isParked(turn, checklist) && !staysForPeople(checklist)
                    ? Optional.of(Endings.parked(desk, view, checklist, turn))
                    : Optional.empty();
        }

        /** Another run may hold the lock for days; a script learns that at once, and who watches sees it. */
        private boolean isLockedOut(Turn turn, Checklist checklist) {
            return !desk.terminal.isInteractive()
                    && turn.inFlight() == 0
                    && !checklist.waiting().isEmpty()
                    && checklist.waiting().stream().allMatch(asked -> asked.kind() == WaitKind.LOCK);
        }

        /** At a terminal somebody watches; there the run stays until the people it waits for have spoken. */
        private boolean staysForPeople(Checklist checklist) {
            return desk.terminal.isInteractive()
                    && checklist.waiting().stream().anyMatch(Asked::needsPerson)
                    && drive.state().paused().isEmpty();
        }

        /** Lets the answers file speak; what it was refused once it does not ask again. */
        private boolean answered(Checklist checklist) {
            boolean any = false;
            for (Asked asked : answers.isEmpty() ? List.<Asked>of() : checklist.waiting()) {
                if (asked.needsPerson() && tried.add(asked.step() + asked.since())) {
                    any |= request(asked).map(this::granted).orElse(false);
                }
            }
            return any;
        }

        /** An answer of another kind than what is asked is none: the run goes on to a person. */
        private Optional<Request> request(Asked asked) {
            try {
                AnswersFile file = answers.orElseThrow();
                return file.answer(asked).map(answer -> EvidenceFiles.kept(desk, drive.run(), answer, file.folder()));
            } catch (Refusal unfit) {
                view.say(unfit.getMessage());
                return Optional.empty();
            }
        }

        private boolean granted(Request request) {
            Actor person = desk.actor();
            Actor file = new Actor(person.person(), Actor.ANSWERS, person.origin());
            Ruling ruling = desk.engine().request(drive.run(), request, file);
            if (ruling instanceof Ruling.Refused refused) {
                view.say("the answers file was refused: " + refused.reason());
            }
            drive.refresh();
            return ruling instanceof Ruling.Granted;
        }

        /** The first time the run is paused, so that nothing begins after what runs; the second time that is stopped. */
        private void interrupted() {
            interruptsSeen = interrupts.count();
            if (questions.isOpen()) {
                desk.say("");
            }
            if (interruptsSeen > 1) {
                view.say("stopping what runs");
                drive.stopAll("stopped at the terminal");
                return;
            }
            view.say(
                    drive.inFlight() == 0
                            ? "parking the run"
                            : "parking the run after what runs now; once more stops it");
            desk.engine().request(drive.run(), new Request.Pause("interrupted at the terminal"), desk.actor());
            drive.refresh();
        }

        private void await(Turn turn) throws InterruptedException {
            if (questions.isOpen()) {
                if (!questions.await(drive)) {
                    drive.refresh();
                }
                return;
            }
            Duration time = turn.wakeAt()
                    .map(at -> Duration.between(drive.now(), at))
                    .filter(left -> left.compareTo(POLL) < 0)
                    .orElse(POLL);
            boolean reported = drive.await(time);
            if (hints.taken() || !reported) {
                drive.refresh();
            }
        }
    }
}
