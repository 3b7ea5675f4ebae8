package dev.tminus.reader;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tminus.book.Answers;
import dev.tminus.book.Environment;
import dev.tminus.book.Input;
import dev.tminus.book.Plan;
import dev.tminus.book.PlanReader;
import dev.tminus.book.Runbook;
import dev.tminus.book.Sha256;
import dev.tminus.book.Values;
import dev.tminus.reader.Node.Mapping;
import dev.tminus.reader.Node.Scalar;
import dev.tminus.reader.Node.Sequence;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Plans as the text a run stores: the runbook's canonical text, the environment's name and the inputs, one JSON object
 * of format {@code tminus.plan/1}. Reading the text gives the same plan, so a run never needs the file again.
 */
public final class PlanText implements PlanReader {

    private static final String FORMAT = "tminus.plan/1";
    private static final JsonFactory FACTORY = new JsonFactory();

    private final RunbookReader reader;

    public PlanText(RunbookReader reader) {
        this.reader = reader;
    }

    /**
     * Binds a runbook to an environment and inputs, whose values are as {@link Answers} reads them.
     *
     * @throws IllegalArgumentException when the runbook has no such environment, with those it has
     */
    public static Plan bind(Runbook runbook, String environment, Values inputs) {
        Environment found = runbook.environments().get(environment);
        if (found == null) {
            throw new IllegalArgumentException("runbook %s has no environment '%s'; it has: %s"
                    .formatted(
                            runbook.id(),
                            environment,
                            String.join(", ", runbook.environments().keySet())));
        }
        String given = inputs(inputs);
        String text = "{\"format\":\"%s\",\"environment\":%s,\"inputs\":%s,\"runbook_digest\":\"%s\",\"runbook\":%s}"
                .formatted(FORMAT, quoted(environment), given, runbook.digest(), runbook.text());
        String digest = Sha256.of(FORMAT + "\n" + runbook.digest() + "\n" + environment + "\n" + given);
        return new Plan(runbook, found, inputs, text, digest);
    }

    @Override
    public Plan read(String text) {
        Problems problems = new Problems();
        Mapping root = new SourceDecoder("stored plan", problems)
                .decode(text.getBytes(StandardCharsets.UTF_8))
                .flatMap(source -> YamlText.parse(source, problems))
                .filter(Mapping.class::isInstance)
                .map(Mapping.class::cast)
                .orElseThrow(() -> new IllegalArgumentException("the stored plan is not a JSON object"));
        String format = text(root, "format");
        if (!format.equals(FORMAT)) {
            throw new IllegalArgumentException(
                    "the stored plan has format %s; this program knows %s, so use a newer one"
                            .formatted(format, FORMAT));
        }
        String marker = "\"runbook\":";
        int from = text.indexOf(marker, text.indexOf("\"runbook_digest\":") + 17) + marker.length();
        Runbook runbook = reader.readCanonical(text.substring(from, text.length() - 1));
        Map<String, Object> inputs = new LinkedHashMap<>();
        ((Mapping) root.entries().get("inputs").value()).entries().forEach((name, entry) -> {
            Input input = runbook.inputs().get(name);
            Object raw = plain(entry.value());
            inputs.put(name, input == null ? raw : Answers.read(input, raw));
        });
        return bind(runbook, text(root, "environment"), new Values(inputs));
    }

    private static String text(Mapping root, String name) {
        return root.entries().containsKey(name) && root.entries().get(name).value() instanceof Scalar scalar
                ? scalar.text()
                : "";
    }

    private static Object plain(Node node) {
        if (node instanceof Sequence sequence) {
            List<Object> items = new ArrayList<>();
            sequence.items().forEach(item -> items.add(plain(item)));
            return items;
        }
        if (node instanceof Mapping mapping) {
            Map<String, Object> fields = new LinkedHashMap<>();
            mapping.entries().forEach((name, entry) -> fields.put(name, plain(entry.value())));
            return fields;
        }
        return ((Scalar) node).value();
    }

    private static String inputs(Values inputs) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            write(json, inputs.map());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                write(json, entry.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object item : list) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else {
            json.writeString(value instanceof Duration length ? length.toMillis() + "ms" : String.valueOf(value));
        }
    }

    private static String quoted(String text) {
        return inputs(new Values(Map.of("x", text)))
                .replaceFirst("^\\{\"x\":", "")
                .replaceFirst("}$", "");
    }
}
