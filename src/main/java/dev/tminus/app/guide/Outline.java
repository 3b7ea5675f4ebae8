package dev.tminus.app.guide;

import dev.tminus.app.guide.Guide.Part;
import dev.tminus.app.guide.Guide.Part.Entry;
import dev.tminus.app.guide.Guide.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the sections of a guide are good for: checklists become phases, numbered procedures the steps of the migration
 * itself, rollback sections scenarios; the rest is reference and is left out by name.
 */
record Outline(List<Checklist> checklists, List<Section> procedures, List<Section> scenarios, List<Section> leftOut) {

    /** A checklist with its place in time. */
    record Checklist(Section section, Timing timing) {}

    private static final Pattern ROLLBACK = Pattern.compile(
            "\\b(?:roll(?:ing)?[ -]?backs?|back[ -]?out|revert(?:ing)?|fall[ -]?back|disaster recovery)\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern SCENARIO =
            Pattern.compile("^(?:scenario|case|option|plan|if|when|situation|variant)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern STEP = Pattern.compile("^(?:step|part|stage)\\s+\\d+\\b", Pattern.CASE_INSENSITIVE);

    static Outline of(Guide guide) {
        Outline outline = new Outline(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        if (isPlain(guide)) {
            outline.everyHeading(guide.root());
            return outline;
        }
        for (Section chapter : chapters(guide.root())) {
            boolean procedure = chapter.all().anyMatch(s -> s.hasOwnChecks() || isStep(s));
            int before = outline.size();
            outline.sort(chapter, procedure);
            if (outline.size() == before && chapter.all().anyMatch(s -> tells(s, chapter))) {
                outline.leftOut.add(chapter);
            }
        }
        return outline;
    }

    /** A line or two below the title of the whole guide is no chapter. */
    private static boolean tells(Section section, Section chapter) {
        return chapter.level() > 1
                ? !section.parts().isEmpty()
                : section.parts().stream().anyMatch(part -> part instanceof Entry || part.isTask());
    }

    /** A guide without any list of things to do: each of its headings is one. */
    private void everyHeading(Section section) {
        if (isRollback(section)) {
            addScenarios(section);
            return;
        }
        Section itself = only(section, Outline::isLabel);
        if (section.level() > 0
                || !itself.parts().isEmpty()
                || !itself.sections().isEmpty()) {
            procedures.add(itself);
        }
        section.sections().stream().filter(s -> !isLabel(s)).forEach(this::everyHeading);
    }

    boolean hasDates() {
        return checklists.stream().anyMatch(list -> list.timing().dated());
    }

    /** Whether the guide holds neither a checklist nor a numbered procedure. */
    static boolean isPlain(Guide guide) {
        return guide.root().all().noneMatch(s -> s.hasOwnChecks() || isDatedList(s) || isStep(s));
    }

    static boolean isRollback(Section section) {
        return ROLLBACK.matcher(section.title()).find()
                && Timing.dated(section.title()).isEmpty();
    }

    private int size() {
        return checklists.size() + procedures.size() + scenarios.size();
    }

    /** The topmost headings that stand side by side. */
    private static List<Section> chapters(Section root) {
        Section top = root;
        while (top.sections().size() == 1 && top.parts().stream().noneMatch(Part::isTask) && !isRollback(top)) {
            top = top.sections().get(0);
        }
        Section itself = only(top, Outline::isLabel);
        Stream<Section> below = top.sections().stream().filter(s -> !isLabel(s));
        return Stream.concat(Stream.of(itself), below).toList();
    }

    private void sort(Section section, boolean procedure) {
        Optional<Timing> dated = Timing.dated(section.title());
        if (isRollback(section)) {
            addScenarios(section);
        } else if (isDatedList(section)) {
            addChecklist(section, dated.orElseThrow(), s -> true, procedure);
        } else if (section.hasOwnChecks() || hasCheckLabels(section)) {
            addChecklist(section, Timing.side(section.title()), Outline::isLabel, procedure);
        } else {
            if (procedure
                    && (isStep(section) || section.parts().stream().anyMatch(Part::isTask) || hasTaskLabels(section))) {
                procedures.add(only(section, s -> isLabel(s) && !isApart(s)));
                below(section, s -> !isLabel(s) || isApart(s), procedure);
            } else {
                below(section, s -> true, procedure);
            }
        }
    }

    private void addChecklist(Section section, Timing timing, Predicate<Section> belongs, boolean procedure) {
        List<Section> others = new ArrayList<>();
        checklists.add(new Checklist(belonging(section, belongs, others), timing));
        others.forEach(s -> sort(s, procedure));
    }

    /** The section without what does not belong to it; that is added to {@code others}. */
    private static Section belonging(Section section, Predicate<Section> belongs, List<Section> others) {
        List<Section> below = new ArrayList<>();
        for (Section s : section.sections()) {
            if (belongs.test(s) && !isApart(s)) {
                below.add(belonging(s, belongs, others));
            } else {
                others.add(s);
            }
        }
        return new Section(section.level(), section.title(), section.line(), section.parts(), below);
    }

    private void addScenarios(Section section) {
        List<Section> named = section.sections().stream()
                .filter(s -> SCENARIO.matcher(s.title()).find())
                .toList();
        if (named.isEmpty()) {
            scenarios.add(section);
            return;
        }
        Section rest = only(section, s -> !named.contains(s));
        if (rest.all().anyMatch(s -> s.parts().stream().anyMatch(Part::isTask))) {
            scenarios.add(rest);
        }
        scenarios.addAll(named);
    }

    private void below(Section section, Predicate<Section> chosen, boolean procedure) {
        section.sections().stream().filter(chosen).forEach(s -> sort(s, procedure));
    }

    private static Section only(Section section, Predicate<Section> kept) {
        List<Section> below = section.sections().stream().filter(kept).toList();
        return new Section(section.level(), section.title(), section.line(), section.parts(), below);
    }

    /** A section with a place of its own, whatever it stands under. */
    private static boolean isApart(Section section) {
        return isDatedList(section) || isRollback(section);
    }

    private static boolean isLabel(Section section) {
        return section.level() == Guide.LABEL;
    }

    private static boolean isStep(Section section) {
        return STEP.matcher(section.title()).find();
    }

    private static boolean hasCheckLabels(Section section) {
        return section.sections().stream().anyMatch(s -> isLabel(s) && !isApart(s) && s.hasOwnChecks());
    }

    private static boolean hasTaskLabels(Section section) {
        return section.sections().stream()
                .anyMatch(s -> isLabel(s) && !isApart(s) && s.parts().stream().anyMatch(Part::isTask));
    }

    /** A section whose title gives a date and which holds a list: the date makes any list a checklist. */
    private static boolean isDatedList(Section section) {
        return Timing.dated(section.title()).isPresent()
                && section.all().flatMap(Section::deepParts).anyMatch(Entry.class::isInstance);
    }
}
