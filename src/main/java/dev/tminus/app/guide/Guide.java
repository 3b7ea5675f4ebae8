package dev.tminus.app.guide;

import java.util.List;
import java.util.stream.Stream;

/**
 * A Markdown guide as its author sees it: sections, and in each section what there is to read and to do.
 *
 * <p>A paragraph that is a bold heading of its own ({@code **Pre-Migration** (1 week before):}) opens a section below
 * every real heading.
 */
record Guide(String title, Section root) {

    /** The level of a section that a bold paragraph opens: below all six levels of headings. */
    static final int LABEL = 7;

    /** A heading or bold label, with what stands under it before the next one. */
    record Section(int level, String title, int line, List<Part> parts, List<Section> sections) {
        Section {
            if (level < 0 || level > LABEL) {
                throw new IllegalArgumentException("level must be 0 to %d, was %d".formatted(LABEL, level));
            }
            parts = List.copyOf(parts);
            sections = List.copyOf(sections);
        }

        /** This section and everything below it, in the order of the text. */
        Stream<Section> all() {
            return Stream.concat(Stream.of(this), sections.stream().flatMap(Section::all));
        }

        /** Every part of this section itself, those inside list entries included. */
        Stream<Part> deepParts() {
            return parts.stream().flatMap(Part::all);
        }

        boolean hasOwnChecks() {
            return deepParts().anyMatch(Part::isCheck);
        }
    }

    /** One piece of a section's text. */
    sealed interface Part {
        int line();

        /** This part and the parts nested in it, in the order of the text. */
        default Stream<Part> all() {
            return Stream.of(this);
        }

        /** Whether this is a {@code - [ ]} item. */
        default boolean isCheck() {
            return false;
        }

        /** Whether this tells somebody to do something: a list entry or a block of code. */
        default boolean isTask() {
            return false;
        }

        /** How the guide itself would say it, in plain words. */
        String words();

        /** An entry of a list: a {@code - [ ]} item, a numbered step or a plain bullet. */
        record Entry(Mark mark, String text, int line, List<String> links, List<Part> details) implements Part {
            public Entry {
                links = List.copyOf(links);
                details = List.copyOf(details);
            }

            @Override
            public Stream<Part> all() {
                return Stream.concat(Stream.of(this), details.stream().flatMap(Part::all));
            }

            @Override
            public boolean isCheck() {
                return mark == Mark.CHECK;
            }

            @Override
            public boolean isTask() {
                return mark != Mark.BULLET;
            }

            @Override
            public String words() {
                return text;
            }
        }

        /** A fenced block; {@code language} is empty where the guide names none. */
        record Code(String language, String text, int line) implements Part {
            @Override
            public boolean isTask() {
                return true;
            }

            @Override
            public String words() {
                return text.stripTrailing();
            }
        }

        /** A bold label inside a list entry, where it cannot open a section. */
        record Label(String title, int line) implements Part {
            @Override
            public String words() {
                return title;
            }
        }

        /** Plain text. */
        record Prose(String text, int line) implements Part {
            @Override
            public String words() {
                return text;
            }
        }
    }

    /** What a list entry starts with. */
    enum Mark {
        CHECK,
        NUMBER,
        BULLET
    }
}
