package dev.tminus.reader;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tminus.book.ActionType;
import dev.tminus.reader.Form.Kind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;

/**
 * The table of keys as a JSON Schema (draft 2020-12), from which editors give completion and help while one writes.
 *
 * <p>It is laxer than validation: what needs the rest of the runbook to judge is left to {@code tminus validate}.
 */
public final class JsonSchema {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String EXPRESSION = "\\$\\{\\{";

    private final Keys keys;
    private final JsonGenerator json;

    private JsonSchema(Keys keys, JsonGenerator json) {
        this.keys = keys;
        this.json = json;
    }

    /** The schema of runbooks in which these actions may stand. */
    public static String of(Collection<ActionType> actions) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
            new JsonSchema(new Keys(actions), json).document();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    private void document() throws IOException {
        json.writeStartObject();
        json.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
        json.writeStringField("$id", "https://tminus.dev/schema/runbook-v1.json");
        json.writeStringField("title", "Tminus runbook, format v1");
        json.writeStringField("$ref", "#/$defs/" + name(Keys.RUNBOOK));
        json.writeObjectFieldStart("$defs");
        for (String context : keys.contexts().keySet()) {
            json.writeObjectFieldStart(name(context));
            fields(keys.contexts().get(context));
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void fields(List<Key> all) throws IOException {
        json.writeStringField("type", "object");
        json.writeBooleanField("additionalProperties", false);
        json.writeArrayFieldStart("required");
        for (Key key : all) {
            if (key.required()) {
                json.writeString(key.name());
            }
        }
        json.writeEndArray();
        json.writeObjectFieldStart("properties");
        for (Key key : all) {
            json.writeObjectFieldStart(key.name());
            json.writeStringField("description", description(key));
            form(key.form());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static String description(Key key) {
        return key.example().isEmpty()
                ? key.help()
                : key.help() + "\n\nExample: " + key.example().strip();
    }

    private void form(Form form) throws IOException {
        if (form instanceof Form.Leaf leaf) {
            leaf(leaf);
        } else if (form instanceof Form.Words words) {
            json.writeArrayFieldStart("enum");
            for (String word : words.words()) {
                json.writeString(word);
            }
            json.writeEndArray();
        } else if (form instanceof Form.ListOf list) {
            list(list.item());
        } else if (form instanceof Form.OneOrMany many) {
            anyOf(List.of(many.item(), new Form.ListOf(many.item())));
        } else if (form instanceof Form.MapOf table) {
            table(table);
        } else if (form instanceof Form.Fields fields) {
            json.writeStringField("$ref", "#/$defs/" + name(fields.context()));
        } else if (form instanceof Form.Inline inline) {
            fields(inline.keys());
        } else if (form instanceof Form.Either either) {
            anyOf(either.forms());
        } else if (!(form instanceof Form.Anything)) {
            json.writeStringField("type", "string");
        }
    }

    private void list(Form item) throws IOException {
        json.writeStringField("type", "array");
        json.writeObjectFieldStart("items");
        form(item);
        json.writeEndObject();
    }

    private void table(Form.MapOf table) throws IOException {
        json.writeArrayFieldStart("type");
        json.writeString("object");
        json.writeString("null");
        json.writeEndArray();
        json.writeObjectFieldStart("additionalProperties");
        boolean optional = table.value() instanceof Form.Fields
                && keys.required(table.value()).isEmpty();
        if (optional) {
            json.writeArrayFieldStart("anyOf");
            json.writeStartObject();
            form(table.value());
            json.writeEndObject();
            json.writeStartObject();
            json.writeStringField("type", "null");
            json.writeEndObject();
            json.writeEndArray();
        } else {
            form(table.value());
        }
        json.writeEndObject();
    }

    private void anyOf(List<Form> forms) throws IOException {
        json.writeArrayFieldStart("anyOf");
        for (Form form : forms) {
            json.writeStartObject();
            form(form);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void leaf(Form.Leaf leaf) throws IOException {
        String type = switch (leaf.kind()) {
            case BOOL -> "boolean";
            case INT -> "integer";
            case NUMBER -> "number";
            case TEXT, DURATION, TIMESTAMP, WINDOW, PATTERN, EXPRESSION, ID, AT, AFTER, CHOICE, VERSION -> "string";
        };
        if (!type.equals("string")) {
            plainOrExpression(leaf, type);
        } else if (leaf.kind() == Kind.TEXT || leaf.kind() == Kind.EXPRESSION) {
            types("string", "number", "boolean");
        } else if (leaf.kind() == Kind.ID) {
            json.writeStringField("type", "string");
            json.writeStringField("pattern", "^[a-z][a-z0-9_]*$");
        } else if (leaf.kind() == Kind.VERSION) {
            json.writeStringField("const", "v1");
        } else {
            json.writeStringField("type", "string");
        }
    }

    private void plainOrExpression(Form.Leaf leaf, String type) throws IOException {
        if (!leaf.template()) {
            json.writeStringField("type", type);
            return;
        }
        json.writeArrayFieldStart("anyOf");
        json.writeStartObject();
        json.writeStringField("type", type);
        json.writeEndObject();
        json.writeStartObject();
        json.writeStringField("type", "string");
        json.writeStringField("pattern", EXPRESSION);
        json.writeEndObject();
        json.writeEndArray();
    }

    /** Where text is wanted, YAML's own numbers and flags count as the text they are written as. */
    private void types(String... types) throws IOException {
        json.writeArrayFieldStart("type");
        for (String type : types) {
            json.writeString(type);
        }
        json.writeEndArray();
    }

    private static String name(String context) {
        return context.replace(' ', '_');
    }
}
