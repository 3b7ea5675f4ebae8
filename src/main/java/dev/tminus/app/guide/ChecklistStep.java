package dev.tminus.app.guide;

import dev.tminus.book.Action;
import dev.tminus.book.Approval;
import dev.tminus.book.Evidence;
import dev.tminus.book.Group;
import dev.tminus.book.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes one step of a checklist as an item, with everything a person needs to do or to judge it. */
final class ChecklistStep {
    /** Groups that use groups can multiply; steps beyond this many are counted, not written out. */
    private static final int MAX_STEPS = 20_000;

    private final Markdown out;
    private final Wording wording;
    private final Map<String, Group> groups;
    private final ActionText actions;
    private int written;

    ChecklistStep(Markdown out, Wording wording, Map<String, Group> groups) {
        this.out = out;
        this.wording = wording;
        this.groups = groups;
        this.actions = new ActionText(out, wording);
    }

    void write(int depth, Step step) {
        write(depth, "", step);
    }

    /** A step of a group is named as the run will name it: {@code caller/step}. */
    private void write(int depth, String caller, Step step) {
        written++;
        out.line(
                depth,
                "- [ ] **%s** %s%s"
                        .formatted(Markdown.escaped(step.name()), Markdown.code(caller + step.id()), facts(step)));
        int inside = depth + 1;
        before(inside, step);
        actions.write(inside, step.name(), step.action());
        judgement(inside, step);
        after(inside, step);
        List<Step> inner = inner(step);
        if (written + inner.size() > MAX_STEPS) {
            out.paragraph(inside, "%d steps".formatted(inner.size()));
        } else if (!inner.isEmpty()) {
            String name = step.action() instanceof Action.Use ? caller + step.id() + "/" : caller;
            out.blank();
            inner.forEach(each -> write(inside, name, each));
        }
        out.blank();
    }

    static void approval(Markdown out, int depth, Wording wording, Approval approval) {
        String shown = approval.show().isEmpty() ? "" : "; look at " + Wording.shown(approval.show());
        String expires = approval.expires()
                .map(time -> "; lapses after " + Markdown.escaped(wording.text(time)))
                .orElse("");
        out.paragraph(depth, "Approval: %s%s%s".formatted(Wording.approval(approval), shown, expires));
    }

    /** Who does it and how long it takes. */
    private String facts(Step step) {
        List<String> facts = new ArrayList<>();
        if (!step.by().isEmpty()) {
            facts.add(Wording.names(step.by()));
        }
        step.timing().estimate().ifPresent(time -> facts.add("about " + Markdown.escaped(wording.text(time))));
        step.timing().timeout().ifPresent(time -> facts.add("at most " + Markdown.escaped(wording.text(time))));
        return facts.isEmpty() ? "" : " (" + String.join(", ", facts) + ")";
    }

    private void before(int depth, Step step) {
        step.effect()
                .pointOfNoReturn()
                .ifPresent(words ->
                        out.paragraph(depth, "**Point of no return**: " + Markdown.escaped(wording.text(words))));
        step.conditions().when().ifPresent(e -> out.paragraph(depth, "Only if " + Wording.expression(e)));
        step.conditions()
                .skipIn()
                .forEach((environment, reason) -> out.paragraph(
                        depth, "Not in %s: %s".formatted(Markdown.escaped(environment), Markdown.escaped(reason))));
        step.words().help().ifPresent(help -> words(depth, help));
        step.words().docs().ifPresent(docs -> out.paragraph(depth, "See " + Markdown.escaped(docs)));
        step.loop()
                .ifPresent(loop -> out.paragraph(
                        depth,
                        "For each %s of %s%s:"
                                .formatted(
                                        Markdown.code(loop.as()),
                                        Markdown.code(wording.text(loop.items())),
                                        loop.parallel() > 1 ? ", several at the same time" : "")));
        if (step.effect().destructive()) {
            out.paragraph(depth, "**Destroys data or resources.**");
        }
        step.gate().ifPresent(gate -> approval(out, depth, wording, gate));
    }

    private void judgement(int depth, Step step) {
        step.timing().poll().ifPresent(poll -> poll(depth, poll));
        step.judgement().expect().forEach(e -> out.paragraph(depth, "Good when " + Wording.expression(e)));
        step.judgement()
                .confirm()
                .ifPresent(ask -> out.paragraph(depth, "Confirm: " + Markdown.escaped(wording.text(ask))));
        for (Evidence evidence : step.judgement().evidence()) {
            out.paragraph(
                    depth,
                    "Attach %s (%s%s)"
                            .formatted(
                                    Markdown.code(evidence.name()),
                                    evidence.kind().name().toLowerCase(Locale.ROOT),
                                    evidence.required() ? ", required" : ""));
        }
    }

    private void poll(int depth, Step.Poll poll) {
        List<String> words = new ArrayList<>();
        words.add("Look every " + Markdown.escaped(wording.text(poll.every())));
        poll.until()
                .ifPresent(e -> words.add("until " + Wording.expression(e)
                        + (poll.inARow() > 1 ? " %d times in a row".formatted(poll.inARow()) : "")));
        poll.length().ifPresent(time -> words.add("for " + Markdown.escaped(wording.text(time))));
        poll.hold().ifPresent(e -> words.add("while " + Wording.expression(e)));
        poll.failIf().ifPresent(e -> words.add("failed when " + Wording.expression(e)));
        out.paragraph(depth, words.stream().collect(Collectors.joining(", ")));
    }

    private void after(int depth, Step step) {
        step.failure()
                .retry()
                .ifPresent(retry -> out.paragraph(
                        depth,
                        "If it fails: %d more attempts, %s apart"
                                .formatted(retry.times(), Markdown.escaped(wording.text(retry.delay())))));
        step.failure().onFailure().ifPresent(choice -> out.paragraph(depth, "If it fails: " + Wording.choice(choice)));
        step.then().ifPresent(choice -> out.paragraph(depth, "Then " + Wording.choice(choice)));
        if (step.effect().always()) {
            out.paragraph(depth, "Also when something before it failed.");
        }
        for (Step undo : step.effect().undo()) {
            out.paragraph(
                    depth,
                    "Undo%s:"
                            .formatted(
                                    undo.name().equals(undo.id()) || undo.name().equals(step.id())
                                            ? ""
                                            : " (" + Markdown.escaped(undo.name()) + ")"));
            actions.write(depth, undo.name(), undo.action());
        }
    }

    /** Help of one line is a sentence; longer help often holds commands and keeps its lines. */
    private void words(int depth, String help) {
        if (help.strip().contains("\n")) {
            out.fence(depth, "text", help);
        } else {
            out.paragraph(depth, Markdown.escaped(help));
        }
    }

    private List<Step> inner(Step step) {
        if (step.action() instanceof Action.Use use && groups.containsKey(use.group())) {
            return groups.get(use.group()).steps();
        }
        return step.inner();
    }
}
