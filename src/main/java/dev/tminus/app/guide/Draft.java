package dev.tminus.app.guide;

import dev.tminus.app.guide.DraftStep.Doing;
import dev.tminus.app.guide.DraftStep.Phase;
import dev.tminus.app.guide.DraftStep.Scenario;
import dev.tminus.app.guide.Guide.Part;
import dev.tminus.app.guide.Guide.Section;
import dev.tminus.app.guide.Outline.Checklist;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The phases and scenarios a guide asks for, in the order in which they happen. */
record Draft(String id, String name, List<Phase> phases, List<Scenario> scenarios, List<Section> leftOut) {
    private static final Pattern SYMPTOMS = Pattern.compile("^symptoms?\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern LOSES = Pattern.compile("^(?:data loss|loses|loss)\\b", Pattern.CASE_INSENSITIVE);

    /** A phase before its steps are written: several sections may share one. */
    private record Source(String title, int line, Timing timing, Optional<String> review, List<Section> sections) {}

    static Draft of(Guide guide) {
        Outline outline = Outline.of(guide);
        Links links = Links.of(guide, outline);
        StepIds ids = new StepIds();
        String name = guide.title().isEmpty() ? "Runbook" : guide.title();
        String id = ids.of(name, 1);
        boolean plain = Outline.isPlain(guide);
        List<Phase> phases = sources(outline, links, name).stream()
                .map(source -> phase(source, ids, links, plain))
                .filter(phase -> !phase.steps().isEmpty())
                .collect(Collectors.toCollection(ArrayList::new));
        if (phases.isEmpty()) {
            phases.add(emptyPhase(ids));
        }
        List<Scenario> scenarios = outline.scenarios().stream()
                .map(section -> scenario(section, ids, links))
                .toList();
        List<Section> leftOut = outline.leftOut().stream()
                .filter(chapter -> !links.took(chapter))
                .toList();
        return new Draft(id, name, phases, scenarios, leftOut);
    }

    /** The phase in which the migration itself happens, if the guide has one. */
    Optional<Phase> during() {
        return phases.stream()
                .filter(phase -> phase.timing().equals(Timing.AT_T))
                .reduce((first, last) -> last);
    }

    boolean hasDates() {
        return phases.stream().anyMatch(phase -> phase.timing().dated());
    }

    Stream<DraftStep> steps() {
        return Stream.concat(
                phases.stream().flatMap(phase -> phase.steps().stream()),
                scenarios.stream().flatMap(scenario -> scenario.steps().stream()));
    }

    private static List<Source> sources(Outline outline, Links links, String name) {
        List<Source> sources = new ArrayList<>();
        boolean dates = outline.hasDates();
        for (Checklist list : outline.checklists()) {
            Section section = list.section();
            Optional<String> review = list.timing().dated() || !dates
                    ? Optional.empty()
                    : Optional.of("the guide gives no date for this list; it begins when the phase before it ends");
            String title = section.title().isEmpty() ? name : section.title();
            sources.add(new Source(title, section.line(), list.timing(), review, List.of(section)));
        }
        List<Section> left = links.left();
        if (!left.isEmpty()) {
            Timing timing = dates ? Timing.AT_T : Timing.BEFORE;
            String title = sources.isEmpty() ? name : "Procedure";
            Optional<String> review = sources.isEmpty()
                    ? Optional.empty()
                    : Optional.of("no item of a checklist asks for these steps; move them to where they belong");
            sources.add(new Source(title, left.get(0).line(), timing, review, left));
        }
        sources.sort(Comparator.comparingInt(Source::line));
        if (dates) {
            sources.sort(Comparator.comparingLong(
                    source -> source.timing().minutes() * 2 - (source.timing().dated() ? 0 : sign(source))));
        }
        return sources;
    }

    private static Phase phase(Source source, StepIds ids, Links links, boolean plain) {
        String phaseId = ids.ofPhase(source.title(), source.line());
        StepList steps = new StepList(ids, links);
        for (Section section : source.sections()) {
            if (plain && section.level() > 0) {
                steps.heading(section);
            }
            steps.add(section, source.timing().dated() && !plain);
        }
        return new Phase(phaseId, source.title(), source.timing(), source.review(), steps.steps());
    }

    private static Phase emptyPhase(StepIds ids) {
        DraftStep first = new DraftStep(
                ids.of("First step", 1),
                "First step",
                Optional.empty(),
                new Doing.Manual("Say here what is to be done."),
                List.of(),
                Optional.of("the guide holds no list and no heading"));
        return new Phase(ids.of("Work", 1), "Work", Timing.BEFORE, Optional.empty(), List.of(first));
    }

    private static Scenario scenario(Section section, StepIds ids, Links links) {
        String scenarioId = ids.of(StepList.plain(section.title()), section.line());
        StepList steps = new StepList(ids, links);
        steps.add(without(section, SYMPTOMS, LOSES), false);
        List<DraftStep> written = steps.steps().isEmpty() ? List.of(described(section, ids)) : steps.steps();
        return new Scenario(
                scenarioId, StepList.plain(section.title()), told(section, SYMPTOMS), told(section, LOSES), written);
    }

    private static DraftStep described(Section section, StepIds ids) {
        String title = StepList.plain(section.title());
        List<String> help = section.deepParts().map(Part::words).toList();
        return new DraftStep(
                ids.of(title + " steps", section.line()),
                title,
                Optional.empty(),
                new Doing.Manual(title),
                help,
                Optional.of("line %d holds no numbered steps".formatted(section.line())));
    }

    private static Section without(Section section, Pattern... told) {
        List<Section> below = section.sections().stream()
                .filter(s -> Stream.of(told)
                        .noneMatch(pattern -> pattern.matcher(s.title()).find()))
                .toList();
        return new Section(section.level(), section.title(), section.line(), section.parts(), below);
    }

    private static Optional<String> told(Section section, Pattern title) {
        String words = section.sections().stream()
                .filter(s -> title.matcher(s.title()).find())
                .flatMap(Section::deepParts)
                .map(Part::words)
                .collect(Collectors.joining("; "))
                .replaceAll("\\s+", " ");
        return words.isEmpty() ? Optional.empty() : Optional.of(Placeholders.masked(words));
    }

    private static int sign(Source source) {
        return Long.signum(source.timing().minutes());
    }
}
