package dev.tminus.reader;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tminus.book.Nothing;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A checked tree as JSON that says the same: no comments, no styles, fixed keys sorted, keys the author chose in their
 * order. Where text is wanted the written text is kept, so {@code 0644} does not become a number.
 */
final class Canonical {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Keys keys;
    private final boolean executableOnly;
    private final JsonGenerator json;

    private Canonical(Keys keys, boolean executableOnly, JsonGenerator json) {
        this.keys = keys;
        this.executableOnly = executableOnly;
        this.json = json;
    }

    /** Everything the runbook says, one line, with the digests of its files. */
    static String text(Mapping root, Keys keys, Map<String, String> files) {
        return write(root, keys, files, false);
    }

    /** What is executed: without what is only for people to read. */
    static String executable(Mapping root, Keys keys, Map<String, String> files) {
        return write(root, keys, files, true);
    }

    private static String write(Mapping root, Keys keys, Map<String, String> files, boolean executableOnly) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            Canonical canonical = new Canonical(keys, executableOnly, json);
            json.writeStartObject();
            canonical.fields(root, new Form.Fields(Keys.RUNBOOK), files);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private void fields(Mapping mapping, Form form, Map<String, String> files) throws IOException {
        Map<String, Key> known = keys.byName(form);
        Map<String, Node> sorted = new TreeMap<>();
        mapping.entries().forEach((name, entry) -> sorted.put(name, entry.value()));
        sorted.remove(Keys.FILES);
        boolean filesWritten = files.isEmpty();
        for (Map.Entry<String, Node> field : sorted.entrySet()) {
            if (!filesWritten && field.getKey().compareTo(Keys.FILES) > 0) {
                filesWritten = files(files);
            }
            Key key = known.get(field.getKey());
            if (key != null && !(executableOnly && key.words())) {
                json.writeFieldName(field.getKey());
                node(field.getValue(), key.form());
            }
        }
        if (!filesWritten) {
            files(files);
        }
    }

    private boolean files(Map<String, String> files) throws IOException {
        json.writeObjectFieldStart(Keys.FILES);
        for (Map.Entry<String, String> file : new TreeMap<>(files).entrySet()) {
            json.writeStringField(file.getKey(), file.getValue());
        }
        json.writeEndObject();
        return true;
    }

    private void node(Node node, Form form) throws IOException {
        Form chosen = Fit.choose(form, node);
        if (Fit.leftOut(chosen, node)) {
            json.writeStartObject();
            json.writeEndObject();
        } else if (chosen instanceof Form.OneOrMany many && !(node instanceof Sequence)) {
            node(node, many.item());
        } else if (node instanceof Sequence list) {
            Form item = chosen instanceof Form.ListOf many
                    ? many.item()
                    : chosen instanceof Form.OneOrMany many ? many.item() : Forms.ANYTHING;
            list(list.items(), item);
        } else if (node instanceof Mapping mapping) {
            json.writeStartObject();
            if (chosen instanceof Form.Fields || chosen instanceof Form.Inline) {
                fields(mapping, chosen, Map.of());
            } else {
                table(mapping, chosen instanceof Form.MapOf table ? table.value() : Forms.ANYTHING);
            }
            json.writeEndObject();
        } else {
            scalar((Scalar) node, chosen);
        }
    }

    private void list(List<Node> items, Form form) throws IOException {
        json.writeStartArray();
        for (Node item : items) {
            node(item, form);
        }
        json.writeEndArray();
    }

    private void table(Mapping mapping, Form value) throws IOException {
        for (Node.Entry entry : mapping.entries().values()) {
            json.writeFieldName(entry.name());
            node(entry.value(), value);
        }
    }

    private void scalar(Scalar scalar, Form form) throws IOException {
        Object value = typed(form) ? scalar.value() : scalar.text();
        if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Nothing || scalar.absent()) {
            json.writeNull();
        } else {
            json.writeString((String) value);
        }
    }

    /** Where the kind of the value counts and not its spelling. */
    private static boolean typed(Form form) {
        if (form instanceof Form.Leaf leaf) {
            return switch (leaf.kind()) {
                case BOOL, INT, NUMBER -> true;
                case TEXT, DURATION, TIMESTAMP, WINDOW, PATTERN, EXPRESSION, ID, AT, AFTER, CHOICE, VERSION -> false;
            };
        }
        return form instanceof Form.Anything || form instanceof Form.Either;
    }
}
