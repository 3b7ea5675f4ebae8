package dev.tminus.app.guide;

import dev.tminus.app.guide.Guide.Part;
import dev.tminus.app.guide.Guide.Part.Entry;
import dev.tminus.app.guide.Guide.Section;
import dev.tminus.app.guide.Outline.Checklist;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which procedures of the guide belong to which item of its checklists: those an item cites ("see Step 5"), and during
 * the migration those whose whole title an item repeats ("Backup Database" in "Create database snapshot/backup").
 */
final class Links {
    private static final Pattern SEE =
            Pattern.compile("\\b(?:see|per|follow(?:ing)?|as in|according to)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED = Pattern.compile("[\"\u201c]([^\"\u201d]{1,200})[\"\u201d]");
    private static final Pattern NUMBERED = Pattern.compile(
            "\\b((?:step|section|part|stage|scenario)\\s+\\d+(?:\\.\\d+)*)\\b", Pattern.CASE_INSENSITIVE);
    private static final Set<String> EMPTY_WORDS =
            Set.of("the", "a", "an", "and", "or", "of", "to", "for", "in", "on", "with", "step");

    /** More procedures than this are not compared word by word; it bounds the work on huge guides. */
    private static final int MAX_COMPARED = 100;

    private final Map<String, Section> byTitle = new HashMap<>();
    private final IdentityHashMap<Entry, List<Section>> placed = new IdentityHashMap<>();
    private final IdentityHashMap<Entry, List<Section>> cited = new IdentityHashMap<>();
    private final List<Section> procedures;
    private final Set<Section> open = Collections.newSetFromMap(new IdentityHashMap<>());

    private final Set<Section> reference = Collections.newSetFromMap(new IdentityHashMap<>());

    private Links(Guide guide, Outline outline) {
        procedures = List.copyOf(outline.procedures());
        open.addAll(procedures);
        outline.leftOut().stream().flatMap(Section::all).forEach(reference::add);
        guide.root().all().filter(s -> s.level() > 0 && s.level() < Guide.LABEL).forEach(this::remember);
        procedures.forEach(this::remember);
    }

    static Links of(Guide guide, Outline outline) {
        Links links = new Links(guide, outline);
        List<Entry> during = entries(outline, true).toList();
        Stream.concat(during.stream(), entries(outline, false)).forEach(links::cite);
        if (links.open.size() <= MAX_COMPARED) {
            during.forEach(links::compare);
        }
        return links;
    }

    /** The procedures whose steps follow an item. */
    List<Section> from(Entry entry) {
        return placed.getOrDefault(entry, List.of());
    }

    /** Where an item points without taking the steps along. */
    List<String> notes(Entry entry) {
        return cited.getOrDefault(entry, List.of()).stream()
                .map(section -> "See \"%s\", line %d of the guide.".formatted(section.title(), section.line()))
                .toList();
    }

    /** Whether a chapter of reference was needed after all. */
    boolean took(Section chapter) {
        return chapter.level() > 0 && !reference.contains(chapter);
    }

    /** The procedures no item asked for. */
    List<Section> left() {
        return procedures.stream().filter(open::contains).toList();
    }

    private static Stream<Entry> entries(Outline outline, boolean during) {
        return outline.checklists().stream()
                .filter(list -> list.timing().equals(Timing.AT_T) == during)
                .map(Checklist::section)
                .flatMap(Section::all)
                .flatMap(Section::deepParts)
                .filter(Entry.class::isInstance)
                .map(Entry.class::cast);
    }

    private void remember(Section section) {
        byTitle.put(key(section.title()), section);
        NUMBERED.matcher(section.title())
                .results()
                .findFirst()
                .filter(r -> r.start() == 0)
                .ifPresent(r -> byTitle.put(key(r.group(1)), section));
        byTitle.put("#" + anchor(section.title()), section);
    }

    private void cite(Entry entry) {
        Stream<String> names = SEE.matcher(entry.text()).find()
                ? Stream.of(QUOTED, NUMBERED)
                        .flatMap(pattern -> pattern.matcher(entry.text()).results())
                        .map(found -> key(found.group(1)))
                : Stream.of();
        Stream<String> anchors = entry.links().stream().filter(link -> link.startsWith("#"));
        Set<Section> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Stream.concat(names, anchors)
                .map(byTitle::get)
                .filter(Objects::nonNull)
                .filter(seen::add)
                .forEach(section -> take(entry, section));
    }

    private void take(Entry entry, Section section) {
        boolean commands = section.all().flatMap(Section::deepParts).anyMatch(Part::isTask);
        if (open.remove(section) || (commands && reference.remove(section))) {
            placed.computeIfAbsent(entry, e -> new ArrayList<>()).add(section);
        } else {
            cited.computeIfAbsent(entry, e -> new ArrayList<>()).add(section);
        }
    }

    private void compare(Entry entry) {
        Set<String> words = words(entry.text());
        for (Section section : left()) {
            Set<String> title = words(section.title());
            if (title.size() >= 2 && words.containsAll(title)) {
                take(entry, section);
            }
        }
    }

    /** The words of a title that mean something. */
    static Set<String> words(String text) {
        return Stream.of(StepList.plain(text).toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty() && !EMPTY_WORDS.contains(word))
                .map(word -> word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String key(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
    }

    /** The anchor Markdown renderers give a heading. */
    private static String anchor(String title) {
        return title.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .strip()
                .replace(' ', '-');
    }
}
