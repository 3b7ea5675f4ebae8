package dev.tminus.reader;

import static dev.tminus.book.Type.Simple.BOOL;
import static dev.tminus.book.Type.Simple.DURATION;
import static dev.tminus.book.Type.Simple.STRING;
import static dev.tminus.book.Type.Simple.TIMESTAMP;
import static dev.tminus.book.Type.Simple.WINDOW;

import dev.tminus.book.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types of the names every runbook has: {@code environment}, {@code run}, {@code phases}, {@code rehearsal}. */
final class StandardTypes {
    static final Type.Struct ENVIRONMENT = struct("environment", List.of("name", "rehearsal"), List.of(STRING, BOOL));
    static final Type.Struct RUN = struct(
            "run",
            List.of("id", "stamp", "starter", "window", "state", "downtime", "resources"),
            List.of(STRING, STRING, STRING, WINDOW, STRING, DURATION, new Type.ListOf(new Type.MapOf(STRING))));
    static final Type.Struct PHASE = struct(
            "phase",
            List.of("name", "state", "started", "ended", "duration", "estimate"),
            List.of(STRING, STRING, TIMESTAMP, TIMESTAMP, DURATION, DURATION));

    private StandardTypes() {}

    /** What the last rehearsal left, if there was one. */
    static Type.Struct rehearsal(Collection<String> steps) {
        Map<String, Type> forecast = new LinkedHashMap<>();
        steps.forEach(step -> forecast.put(step, new Type.Maybe(DURATION)));
        return struct(
                "rehearsal",
                List.of("run", "state", "age", "forecast"),
                List.of(
                        new Type.Maybe(STRING),
                        new Type.Maybe(STRING),
                        new Type.Maybe(DURATION),
                        new Type.Struct("forecast", forecast)));
    }

    private static Type.Struct struct(String name, List<String> names, List<Type> types) {
        Map<String, Type> fields = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            fields.put(names.get(i), types.get(i));
        }
        return new Type.Struct(name, fields);
    }
}
