package dev.tminus.app.guide;

import dev.tminus.app.guide.DraftStep.Doing;
import dev.tminus.app.guide.DraftStep.Phase;
import dev.tminus.app.guide.Guide.Part;
import dev.tminus.app.guide.Guide.Part.Code;
import dev.tminus.app.guide.Guide.Part.Prose;
import dev.tminus.app.guide.Guide.Section;
import java.util.regex.Pattern;

/** The comment at the top of a draft: what was found, what became of it, and what a person must look at. */
final class DraftHeading {
    private static final Pattern LOOSE_BOX = Pattern.compile("\\[[ xX]\\]\\s");

    /** Longer lists tell nobody anything. */
    private static final int MAX_LISTED = 30;

    private DraftHeading() {}

    static void write(Yaml yaml, Guide guide, Draft draft, String file) {
        yaml.comment(0, "Draft made from %s: %s.".formatted(file, draft.name()));
        yaml.comment(0, "It validates, but nobody has checked it: look at every REVIEW before the first rehearsal.");
        yaml.comment(0, "");
        yaml.comment(0, found(guide, draft));
        for (Phase phase :
                draft.phases().subList(0, Math.min(MAX_LISTED, draft.phases().size()))) {
            yaml.comment(
                    0,
                    "  %-8s %s: %s"
                            .formatted(
                                    phase.timing().dated() ? phase.timing().at() : "",
                                    phase.name(),
                                    count(phase.steps().size(), "step")));
        }
        draft.scenarios().stream()
                .limit(MAX_LISTED)
                .forEach(scenario -> yaml.comment(
                        0,
                        "  rollback %s: %s"
                                .formatted(
                                        scenario.name(), count(scenario.steps().size(), "step"))));
        yaml.comment(0, "");
        review(yaml, guide, draft);
        leftOut(yaml, draft);
        yaml.blank();
    }

    private static String found(Guide guide, Draft draft) {
        long items = guide.root()
                .all()
                .flatMap(Section::deepParts)
                .filter(Part::isCheck)
                .count();
        return "Found %s; made %s and %s:"
                .formatted(
                        count(items, "checklist item"),
                        count(draft.phases().size(), "phase"),
                        count(draft.scenarios().size(), "rollback scenario"));
    }

    private static void review(Yaml yaml, Guide guide, Draft draft) {
        yaml.comment(0, "To review:");
        yaml.comment(
                0,
                "  %s and %s taken from the guide: correct them, then say what proves success (expect)"
                        .formatted(
                                count(
                                        draft.steps()
                                                .filter(s -> s.doing() instanceof Doing.Run)
                                                .count(),
                                        "script"),
                                count(
                                        draft.steps()
                                                .filter(s -> s.doing() instanceof Doing.Sql)
                                                .count(),
                                        "SQL step")));
        yaml.comment(
                0,
                "  %s left to people, because they ask, wait, hold a secret or a placeholder"
                        .formatted(count(
                                draft.steps()
                                        .filter(s -> s.review().isPresent() && s.doing() instanceof Doing.Manual)
                                        .count(),
                                "block")));
        yaml.comment(0, "  the owner of each step (by), guessed from its words");
        if (!draft.scenarios().isEmpty()) {
            yaml.comment(0, "  what each rollback loses, and which steps lead to it (on_failure)");
        }
        guide.root()
                .all()
                .flatMap(Section::deepParts)
                .filter(part -> part instanceof Prose prose
                        && LOOSE_BOX.matcher(prose.text()).find())
                .limit(MAX_LISTED)
                .forEach(part ->
                        yaml.comment(0, "  line %d: a check box outside a list was not read".formatted(part.line())));
    }

    private static void leftOut(Yaml yaml, Draft draft) {
        if (draft.leftOut().isEmpty()) {
            return;
        }
        yaml.comment(0, "");
        yaml.comment(0, "Left out as reference, because it holds neither a checklist nor a numbered procedure:");
        draft.leftOut().stream()
                .limit(MAX_LISTED)
                .forEach(section -> yaml.comment(
                        0,
                        "  line %d: %s (%s)"
                                .formatted(
                                        section.line(),
                                        section.title(),
                                        count(
                                                section.all()
                                                        .flatMap(Section::deepParts)
                                                        .filter(Code.class::isInstance)
                                                        .count(),
                                                "block"))));
        if (draft.leftOut().size() > MAX_LISTED) {
            yaml.comment(0, "  and %d more".formatted(draft.leftOut().size() - MAX_LISTED));
        }
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
