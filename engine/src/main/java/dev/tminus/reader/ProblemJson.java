package dev.tminus.reader;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tminus.book.Problem;
import dev.tminus.book.Problem.Place;
import dev.tminus.book.Problem.Severity;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Problems for programs: our own JSON ({@code tminus.problems/1}) and SARIF 2.1.0 for code hosts. */
public final class ProblemJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ProblemJson() {}

    /** One object with a {@code format} field, as docs of the command line fix it. */
    public static String problems(List<Problem> problems) {
        return write(json -> {
            json.writeStringField("format", "tminus.problems/1");
            json.writeArrayFieldStart("problems");
            for (Problem problem : problems) {
                problem(json, problem);
            }
            json.writeEndArray();
        });
    }

    /** SARIF 2.1.0 with one rule for each code that occurs. */
    public static String sarif(List<Problem> problems, String version) {
        return sarif(problems, version, Map.of());
    }

    /** @param more titles of codes that are not of runbooks */
    public static String sarif(List<Problem> problems, String version, Map<String, String> more) {
        return write(json -> {
            json.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.writeStringField("version", "2.1.0");
            json.writeArrayFieldStart("runs");
            json.writeStartObject();
            driver(json, problems, version, more);
            json.writeStringField("columnKind", "unicodeCodePoints");
            json.writeArrayFieldStart("results");
            for (Problem problem : problems) {
                result(json, problem);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
        });
    }

    private static void problem(JsonGenerator json, Problem problem) throws IOException {
        json.writeStartObject();
        place(json, problem.place());
        json.writeStringField("code", problem.code());
        json.writeStringField("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        json.writeStringField("message", problem.message());
        if (problem.help().isPresent()) {
            json.writeStringField("help", problem.help().get());
        } else {
            json.writeNullField("help");
        }
        if (problem.related().isPresent()) {
            json.writeObjectFieldStart("related");
            place(json, problem.related().get());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void place(JsonGenerator json, Place place) throws IOException {
        json.writeStringField("file", place.file());
        json.writeNumberField("line", place.line());
        json.writeNumberField("column", place.column());
        json.writeNumberField("end_column", place.endColumn());
    }

    private static void driver(JsonGenerator json, List<Problem> problems, String version, Map<String, String> more)
            throws IOException {
        json.writeObjectFieldStart("tool");
        json.writeObjectFieldStart("driver");
        json.writeStringField("name", "tminus");
        json.writeStringField("version", version);
        json.writeArrayFieldStart("rules");
        for (String code :
                problems.stream().map(Problem::code).distinct().sorted().toList()) {
            json.writeStartObject();
            json.writeStringField("id", code);
            json.writeObjectFieldStart("shortDescription");
            json.writeStringField("text", Code.named(code).map(Code::title).orElse(more.getOrDefault(code, code)));
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void result(JsonGenerator json, Problem problem) throws IOException {
        json.writeStartObject();
        json.writeStringField("ruleId", problem.code());
        json.writeStringField("level", level(problem.severity()));
        json.writeObjectFieldStart("message");
        json.writeStringField(
                "text",
                problem.message()
                        + problem.help().map(help -> " (" + help + ")").orElse(""));
        json.writeEndObject();
        json.writeArrayFieldStart("locations");
        location(json, problem.place());
        json.writeEndArray();
        if (problem.related().isPresent()) {
            json.writeArrayFieldStart("relatedLocations");
            location(json, problem.related().get());
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void location(JsonGenerator json, Place place) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("physicalLocation");
        json.writeObjectFieldStart("artifactLocation");
        json.writeStringField("uri", place.file().replace('\\', '/').replace(" ", "%20"));
        json.writeEndObject();
        json.writeObjectFieldStart("region");
        json.writeNumberField("startLine", place.line());
        json.writeNumberField("startColumn", place.column());
        json.writeNumberField("endColumn", Math.max(place.column(), place.endColumn()));
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "note";
        };
    }

    private static String write(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.append('\n').toString();
    }

    /** Writes the fields of the outermost object. */
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }
}
