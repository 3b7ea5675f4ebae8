package dev.tminus.notice;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.tminus.book.SecretMark;
import dev.tminus.run.RunEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A message for people outside. It is written to the outbox together with the event it tells of, and delivered in order
 * within its run.
 *
 * @param to audiences, channels or addresses as the runbook names them
 */
public record Notice(String run, String step, List<String> to, String text) {

    private static final JsonFactory FACTORY = new JsonFactory();

    public Notice {
        to = List.copyOf(to);
    }

    static Notice of(String run, RunEvent.NoticeQueued event) {
        return new Notice(run, event.step(), event.to(), SecretMark.shown(event.text()));
    }

    /** The notices that events give rise to, in order. */
    public static List<Notice> from(String run, List<RunEvent> events) {
        return events.stream()
                .filter(RunEvent.NoticeQueued.class::isInstance)
                .map(event -> of(run, (RunEvent.NoticeQueued) event))
                .toList();
    }

    /** The line the outbox keeps: {@code {"format":"tminus.notice/1","run","step","to","text"}}. */
    public String line() {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("format", "tminus.notice/1");
            json.writeStringField("run", run);
            json.writeStringField("step", step);
            json.writeArrayFieldStart("to");
            for (String target : to) {
                json.writeString(target);
            }
            json.writeEndArray();
            json.writeStringField("text", text);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return line.toString();
    }
}
