package dev.tminus.reader;

import dev.tminus.book.Problem.Place;
import dev.tminus.reader.Node.Entry;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import dev.tminus.reader.Node.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;

/**
 * Composes the nodes of one YAML text from the parser's events.
 *
 * <p>Nothing is resolved that could grow: anchors, aliases, merge keys, tags and further documents are refused, each
 * with its place; depth and the number of nodes are bounded.
 */
final class YamlText {
    static final int MAX_DEPTH = 64;

    /** Twice what a runbook of 10,000 steps needs. */
    static final int MAX_NODES = 300_000;

    private final Source source;
    private final Problems problems;
    private final Parser events;
    private final Refusals refusals;
    private int nodes;

    private YamlText(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        this.events = new ParserImpl(new Characters(source), options);
        this.refusals = new Refusals(source, problems);
    }

    /** The tree of the text; empty when it is no YAML, or none that a runbook may be. */
    static Optional<Node> parse(Source source, Problems problems) {
        YamlText text = new YamlText(source, problems);
        try {
            return text.document();
        } catch (MarkedYAMLException syntax) {
            SyntaxProblem.report(syntax, source, problems);
        } catch (TooMuch limit) {
            problems.add(limit.place, limit.code, limit.getMessage(), limit.help);
        }
        return Optional.empty();
    }

    private Optional<Node> document() {
        next();
        if (events.checkEvent(Event.ID.StreamEnd)) {
            problems.add(
                    source.place(0, 0),
                    Code.TM100,
                    "the file says nothing",
                    "start with `runbook: v1`, see `tminus init`");
            return Optional.empty();
        }
        refusals.directives((DocumentStartEvent) next());
        Node root = node(1);
        next();
        if (!events.checkEvent(Event.ID.StreamEnd)) {
            refusals.secondDocument(place(events.peekEvent()));
        }
        return Optional.of(root);
    }

    private Node node(int depth) {
        Event event = next();
        if (++nodes > MAX_NODES) {
            throw new TooMuch(
                    place(event),
                    Code.TM111,
                    "the file holds more than %,d values".formatted(MAX_NODES),
                    "move data out of the runbook into files that its steps read");
        }
        if (depth > MAX_DEPTH && event instanceof CollectionStartEvent) {
            throw new TooMuch(
                    place(event),
                    Code.TM112,
                    "this is nested more than %d deep".formatted(MAX_DEPTH),
                    "move inner steps to a group, or data to a file");
        }
        boolean refused = event instanceof NodeEvent named && refusals.anchorOrTag(named, place(event));
        if (event instanceof AliasEvent alias) {
            return new Scalar(source, start(alias), end(alias), Style.REFUSED, "");
        }
        if (event instanceof ScalarEvent scalar) {
            return refused ? refusedScalar(scalar) : scalar(scalar);
        }
        return event instanceof MappingStartEvent mapping ? mapping(mapping, depth) : sequence(event, depth);
    }

    private Mapping mapping(MappingStartEvent opening, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (!events.checkEvent(Event.ID.MappingEnd)) {
            Node key = node(depth + 1);
            Node value = node(depth + 1);
            if (!(key instanceof Scalar name)) {
                refusals.keyOfParts(key.place());
            } else if (name.style() == Style.PLAIN && name.text().equals("<<")) {
                refusals.mergeKey(name.place());
            } else if (!name.refused()) {
                Entry first = entries.putIfAbsent(name.text(), new Entry(name, value));
                if (first != null) {
                    refusals.duplicateKey(first.key(), name);
                }
            }
        }
        Event closing = next();
        return new Mapping(source, start(opening), endOf(opening, closing, last(entries)), opening.isFlow(), entries);
    }

    private Sequence sequence(Event event, int depth) {
        SequenceStartEvent opening = (SequenceStartEvent) event;
        List<Node> items = new ArrayList<>();
        while (!events.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(depth + 1));
        }
        Event closing = next();
        Optional<Node> last = items.isEmpty() ? Optional.empty() : Optional.of(items.get(items.size() - 1));
        return new Sequence(source, start(opening), endOf(opening, closing, last), items);
    }

    private static Optional<Node> last(Map<String, Entry> entries) {
        return entries.values().stream().reduce((earlier, later) -> later).map(Entry::value);
    }

    /** The parser ends a block collection where the next thing begins; it reads better to end it with its last value. */
    private int endOf(CollectionStartEvent opening, Event closing, Optional<Node> last) {
        return opening.isFlow() || last.isEmpty() ? end(closing) : last.get().end();
    }

    private Scalar scalar(ScalarEvent event) {
        Style style = style(event.getScalarStyle());
        Scalar scalar = new Scalar(source, start(event), end(event), style, event.getValue());
        if (style == Style.PLAIN && CoreSchema.tooLarge(event.getValue())) {
            refusals.number(scalar);
        }
        return scalar;
    }

    private Scalar refusedScalar(ScalarEvent event) {
        return new Scalar(source, start(event), end(event), Style.REFUSED, event.getValue());
    }

    private static Style style(ScalarStyle style) {
        return switch (style) {
            case PLAIN, JSON_SCALAR_STYLE -> Style.PLAIN;
            case SINGLE_QUOTED -> Style.SINGLE_QUOTED;
            case DOUBLE_QUOTED -> Style.DOUBLE_QUOTED;
            case LITERAL -> Style.LITERAL;
            case FOLDED -> Style.FOLDED;
        };
    }

    private Event next() {
        return events.getEvent();
    }

    private Place place(Event event) {
        return source.place(start(event), end(event));
    }

    private int start(Event event) {
        return offset(event.getStartMark());
    }

    private int end(Event event) {
        return offset(event.getEndMark());
    }

    private int offset(Mark mark) {
        return source.offsetOf(mark.getIndex());
    }

    /** The text is well-formed so far but larger than anything a runbook can be. */
    private static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Place place;
        private final Code code;
        private final String help;

        TooMuch(Place place, Code code, String message, String help) {
            super(message);
            this.place = place;
            this.code = code;
            this.help = help;
        }
    }
}
