package dev.tminus.app.guide;

import dev.tminus.app.guide.Guide.Part;
import dev.tminus.app.guide.Guide.Section;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Builds the tree of sections while a guide is read from top to bottom. */
final class SectionTree {
    private final Deque<Open> open = new ArrayDeque<>();
    private String title = "";

    SectionTree() {
        open.push(new Open(0, "", 1));
    }

    /** Opens a section; every open section of the same or a lower rank ends here. */
    void section(int level, String sectionTitle, int line) {
        closeTo(level);
        if (title.isEmpty() && level < Guide.LABEL) {
            title = sectionTitle;
        }
        open.push(new Open(level, sectionTitle, line));
    }

    void part(Part part) {
        open.element().parts.add(part);
    }

    Guide guide() {
        closeTo(1);
        return new Guide(title, open.element().section());
    }

    private void closeTo(int level) {
        while (open.element().level >= level) {
            Section done = open.pop().section();
            open.element().sections.add(done);
        }
    }

    private static final class Open {
        final int level;
        final String title;
        final int line;
        final List<Part> parts = new ArrayList<>();
        final List<Section> sections = new ArrayList<>();

        Open(int level, String title, int line) {
            this.level = level;
            this.title = title;
            this.line = line;
        }

        Section section() {
            return new Section(level, title, line, parts, sections);
        }
    }
}
