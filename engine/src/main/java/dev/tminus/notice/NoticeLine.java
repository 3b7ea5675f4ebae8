package dev.tminus.notice;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tminus.run.WaitKind;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A notice as one line of JSON, and back. */
final class NoticeLine {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String FORMAT = "tminus.notice/1";

    private NoticeLine() {}

    static String write(Notice notice) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeStringField("run", notice.run());
            json.writeStringField("kind", notice.kind().name());
            json.writeStringField("at", notice.at().toString());
            json.writeStringField("step", notice.step());
            json.writeStringField("title", notice.title());
            json.writeStringField("text", notice.text());
            texts(json, "to", notice.to());
            texts(json, "roles", notice.roles());
            texts(json, "people", notice.people());
            if (notice.question().isPresent()) {
                question(json, notice.question().get());
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return line.toString();
    }

    private static void question(JsonGenerator json, Question question) throws IOException {
        json.writeObjectFieldStart("question");
        json.writeStringField("kind", question.kind().name());
        json.writeStringField("digest", question.digest());
        json.writeStringField("since", question.since().toString());
        texts(json, "options", question.options());
        texts(json, "fields", question.fields());
        json.writeBooleanField("console", question.console());
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    static Notice read(String line) {
        Map<?, ?> members = members(line);
        if (!FORMAT.equals(members.get("format"))) {
            throw new IllegalArgumentException(
                    "a notice must be of format %s, was %s".formatted(FORMAT, members.get("format")));
        }
        return new Notice(
                new Notice.About(
                        text(members, "run"),
                        Notice.Kind.valueOf(text(members, "kind")),
                        Instant.parse(text(members, "at")),
                        text(members, "step")),
                text(members, "title"),
                text(members, "text"),
                new Notice.Whom(texts(members, "to"), texts(members, "roles"), texts(members, "people")),
                members.get("question") instanceof Map<?, ?> question
                        ? Optional.of(question(question))
                        : Optional.empty());
    }

    private static Question question(Map<?, ?> members) {
        return new Question(
                WaitKind.valueOf(text(members, "kind")),
                text(members, "digest"),
                Instant.parse(text(members, "since")),
                texts(members, "options"),
                texts(members, "fields"),
                Boolean.TRUE.equals(members.get("console")));
    }

    private static String text(Map<?, ?> members, String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("a notice needs the text %s".formatted(name));
    }

    private static List<String> texts(Map<?, ?> members, String name) {
        List<String> texts = new ArrayList<>();
        if (members.get(name) instanceof List<?> list) {
            list.forEach(item -> texts.add(String.valueOf(item)));
        }
        return texts;
    }

    private static Map<?, ?> members(String line) {
        try (JsonParser parser = FACTORY.createParser(line)) {
            parser.nextToken();
            if (value(parser) instanceof Map<?, ?> members) {
                return members;
            }
            throw new IllegalArgumentException("a notice must be a JSON object");
        } catch (IOException notJson) {
            throw new IllegalArgumentException("a notice must be a JSON object", notJson);
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                object.put(name, value(parser));
            }
            return object;
        }
        if (token == JsonToken.START_ARRAY) {
            List<Object> array = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                array.add(value(parser));
            }
            return array;
        }
        return token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE
                ? parser.getBooleanValue()
                : parser.getText();
    }
}
