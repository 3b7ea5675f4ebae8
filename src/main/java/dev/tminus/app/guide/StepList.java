package dev.tminus.app.guide;

import dev.tminus.app.guide.DraftStep.Doing;
import dev.tminus.app.guide.Guide.Mark;
import dev.tminus.app.guide.Guide.Part;
import dev.tminus.app.guide.Guide.Part.Code;
import dev.tminus.app.guide.Guide.Part.Entry;
import dev.tminus.app.guide.Guide.Part.Label;
import dev.tminus.app.guide.Guide.Part.Prose;
import dev.tminus.app.guide.Guide.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The steps of one phase or scenario, in the order of the guide's text. */
final class StepList {
    private static final Pattern NUMBERING = Pattern.compile(
            "^(?:(?:step|scenario|part|stage|phase|option)\\s+\\w{1,3}\\s*[:.\u2013-]\\s*|\\d+(?:\\.\\d+)*[.)]\\s+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern GENERIC = Pattern.compile(
            "(?:steps?|commands?|procedure|solution|example|actions?|migration)", Pattern.CASE_INSENSITIVE);
    private static final Pattern MANAGED = Pattern.compile("\\b(?:AWS|RDS|Aurora)\\b");
    private static final Pattern SELF_HOSTED =
            Pattern.compile("\\b(?:self[- ]?hosted|on[- ]?prem\\w*)\\b", Pattern.CASE_INSENSITIVE);

    private final StepIds ids;
    private final Links links;
    private final List<DraftStep> steps = new ArrayList<>();
    private final List<String> pending = new ArrayList<>();
    private String source = "";
    private String name = "";
    private Optional<String> condition = Optional.empty();

    StepList(StepIds ids, Links links) {
        this.ids = ids;
        this.links = links;
    }

    List<DraftStep> steps() {
        return steps;
    }

    /** Adds a section and the bold labels below it; plain bullets count as items where the section says so. */
    void add(Section section, boolean bulletsToo) {
        String outer = name;
        String outerSource = source;
        boolean label = section.level() == Guide.LABEL && !outer.isEmpty();
        source = label ? outerSource : section.title();
        name = label ? under(outer, section.title()) : plain(section.title());
        condition = label ? platform(section.title(), condition) : condition;
        pending.clear();
        boolean checks = section.hasOwnChecks();
        section.parts().forEach(part -> add(part, bulletsToo && !checks));
        for (Section below : section.sections()) {
            add(below, bulletsToo);
            condition = Optional.empty();
        }
        name = outer;
        source = outerSource;
    }

    /** A heading that is itself something to do. */
    void heading(Section section) {
        List<String> help = section.parts().stream()
                .filter(part -> !part.isTask())
                .map(Part::words)
                .toList();
        step(plain(section.title()), section.line(), new Doing.Manual(plain(section.title())), help, Optional.empty());
    }

    private void add(Part part, boolean bulletsToo) {
        if (part instanceof Entry entry
                && (entry.isTask() || bulletsToo || entry.all().anyMatch(StepList::isWork))) {
            entry(entry);
        } else if (part instanceof Code code && CodeStep.isCommand(code)) {
            code(code, name);
        } else {
            pending.add(Placeholders.masked(part.words()));
        }
    }

    private static boolean isWork(Part part) {
        return part.isCheck() || (part instanceof Code code && CodeStep.isCommand(code));
    }

    /** An item is a person's step; a numbered entry is too, unless blocks under it say how it is done. */
    private void entry(Entry entry) {
        boolean variants = entry.details().stream().anyMatch(Label.class::isInstance);
        boolean described =
                entry.mark() != Mark.CHECK && !variants && entry.all().anyMatch(StepList::isWork);
        String text = entry.text().isEmpty() ? "Item without text in line " + entry.line() : entry.text();
        List<Section> linked = links.from(entry);
        if (!described) {
            manual(entry, text, linked);
        }
        pending.clear();
        String inner = text;
        for (Part part : entry.details()) {
            if (part instanceof Label label) {
                inner = label.title();
            } else if (part instanceof Code code && CodeStep.isCommand(code)) {
                code(code, inner);
            } else if (part instanceof Entry nested && nested.all().anyMatch(StepList::isWork)) {
                entry(nested);
            } else if (described || (variants && !inner.equals(text))) {
                detail(part, inner, text);
            }
        }
        pending.clear();
        for (Section section : linked) {
            add(section, false);
        }
    }

    /** A variant in plain words beside variants with commands is a step of its own; other text explains the next. */
    private void detail(Part part, String variant, String text) {
        if (part instanceof Prose prose && !variant.equals(text)) {
            step(variant, part.line(), new Doing.Manual(prose.text()), List.of(), Optional.empty());
        } else {
            pending.add(Placeholders.masked(part.words()));
        }
    }

    private void manual(Entry entry, String text, List<Section> linked) {
        List<String> help = new ArrayList<>(pending);
        List<Part> variants =
                entry.details().stream().filter(Label.class::isInstance).toList();
        variants.forEach(label -> help.add("Choose, and skip the others: " + label.words()));
        entry.details().stream()
                .takeWhile(part -> !(part instanceof Label))
                .filter(part -> part.all().noneMatch(StepList::isWork))
                .forEach(part -> help.add(Placeholders.masked(part.words())));
        entry.links().stream().filter(link -> !link.startsWith("#")).forEach(help::add);
        links.notes(entry).forEach(help::add);
        linked.forEach(section -> help.add(
                "The steps of \"%s\" (line %d of the guide) follow.".formatted(section.title(), section.line())));
        Optional<String> review = variants.isEmpty()
                ? Optional.empty()
                : Optional.of("the steps below are alternatives; a decide step can choose between them");
        step(shortened(text), entry.line(), new Doing.Manual(Placeholders.masked(text)), help, review);
    }

    private void code(Code code, String codeName) {
        CodeStep judged = CodeStep.of(code, codeName, source);
        List<String> help = new ArrayList<>(pending);
        help.addAll(judged.help());
        pending.clear();
        step(shortened(codeName), code.line(), judged.doing(), help, Optional.of(judged.review()));
    }

    private void step(String stepName, int line, Doing doing, List<String> help, Optional<String> review) {
        String shown = Placeholders.masked(stepName.isEmpty() ? "Line " + line : stepName);
        steps.add(new DraftStep(ids.of(shown, line), shown, condition, doing, help, review));
    }

    /** Where blocks for a managed and for an own server stand side by side, vars.platform chooses. */
    private static Optional<String> platform(String label, Optional<String> otherwise) {
        if (MANAGED.matcher(label).find()) {
            return Optional.of("vars.platform == \"rds\"");
        }
        return SELF_HOSTED.matcher(label).find() ? Optional.of("vars.platform == \"self_hosted\"") : otherwise;
    }

    /** A label that repeats a word of its heading says enough alone: "Verify tables" under "Verify Migration". */
    private static String under(String outer, String label) {
        if (GENERIC.matcher(label).matches()) {
            return outer;
        }
        return Collections.disjoint(Links.words(outer), Links.words(label)) ? outer + ": " + label : label;
    }

    static String plain(String title) {
        String bare = NUMBERING.matcher(title).replaceFirst("").strip();
        return bare.isEmpty() ? title : bare;
    }

    private static String shortened(String text) {
        int limit = 160;
        return text.length() <= limit
                ? text
                : text.substring(0, text.offsetByCodePoints(0, Math.min(limit, text.codePointCount(0, text.length()))))
                        + "...";
    }
}
