package dev.tminus.reader;

import dev.tminus.book.Type;
import dev.tminus.book.Type.ListOf;
import dev.tminus.book.Type.MapOf;
import dev.tminus.book.Type.Maybe;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Type.Struct;
import dev.tminus.book.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of the donations runbook, made by hand, and values for them. */
final class DonationsNames {

    static final Window WINDOW =
            Window.parse("2026-12-01T01:00[Europe/Berlin]/PT3H").orElseThrow();

    static final Names NAMES = Names.none()
            .with(
                    "inputs",
                    struct("inputs", "migration", Simple.STRING, "window", Simple.WINDOW, "downtime", Simple.BOOL))
            .with("vars", vars())
            .with("secrets", struct("secrets", "database_url", Simple.STRING, "tracker_token", Simple.STRING))
            .with("run", run())
            .with("rehearsal", rehearsal())
            .with("phases", struct("phases", "during", struct("phases.during", "estimate", Simple.DURATION)))
            .with("steps", steps())
            .with("now", Simple.TIMESTAMP);

    private DonationsNames() {}

    static Struct struct(String name, Object... fields) {
        Map<String, Type> types = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            types.put((String) fields[i], (Type) fields[i + 1]);
        }
        return new Struct(name, types);
    }

    private static Struct vars() {
        return struct(
                "vars",
                "platform",
                Simple.STRING,
                "instance",
                Simple.STRING,
                "secret_path",
                Simple.STRING,
                "app_url",
                Simple.STRING,
                "tables",
                new ListOf(Simple.STRING),
                "large_tables",
                new ListOf(Simple.STRING),
                "snapshot",
                Simple.STRING,
                "max_errors_per_minute",
                Simple.INT,
                "watch",
                Simple.DURATION);
    }

    private static Struct run() {
        return struct(
                "run",
                "id",
                Simple.STRING,
                "stamp",
                Simple.STRING,
                "window",
                Simple.WINDOW,
                "downtime",
                Simple.DURATION);
    }

    private static Struct rehearsal() {
        return struct(
                "rehearsal",
                "state",
                new Maybe(Simple.STRING),
                "age",
                new Maybe(Simple.DURATION),
                "forecast",
                struct("rehearsal.forecast", "apply", new Maybe(Simple.DURATION)));
    }

    private static Struct steps() {
        Struct snapshot =
                struct("steps.snapshot.result", "arn", Simple.STRING, "status", Simple.STRING, "percent", Simple.INT);
        Struct dump = struct("steps.dump.result", "path", Simple.STRING, "verified", Simple.BOOL);
        Struct file = struct("file", "path", Simple.STRING, "digest", Simple.STRING);
        return struct(
                "steps",
                "snapshot",
                struct("steps.snapshot", "state", Simple.STRING, "result", new Maybe(snapshot)),
                "dump",
                struct("steps.dump", "state", Simple.STRING, "result", new Maybe(dump)),
                "fm_status",
                struct("steps.fm_status", "failed", new Maybe(Simple.STRING)),
                "sl_index",
                struct("steps.sl_index", "ddl", new Maybe(Simple.STRING)),
                "ab_reverse_sql",
                struct(
                        "steps.ab_reverse_sql",
                        "result",
                        struct("steps.ab_reverse_sql.result", "files", new MapOf(file))),
                "restore",
                struct("steps.restore", "result", struct("steps.restore.result", "endpoint", Simple.STRING)));
    }

    static Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("inputs", Map.of("migration", "20261101000000_gifts", "window", WINDOW, "downtime", true));
        values.put(
                "vars",
                Map.of(
                        "platform", "rds",
                        "instance", "donations-prod",
                        "secret_path", "donations/prod",
                        "app_url", "https://api.example.org",
                        "tables", List.of("donors", "gifts"),
                        "large_tables", List.of("gifts"),
                        "snapshot", "donations-prod-pre-1",
                        "max_errors_per_minute", 5L,
                        "watch", Duration.ofMinutes(10)));
        values.put("secrets", Map.of("database_url", "\u0001secret:database_url\u0001", "tracker_token", "t"));
        values.put(
                "run",
                Map.of("id", "r1", "stamp", "20261201-0100", "window", WINDOW, "downtime", Duration.ofSeconds(80)));
        values.put(
                "rehearsal",
                Map.of(
                        "state", Optional.of("succeeded"),
                        "age", Optional.of(Duration.ofDays(3)),
                        "forecast", Map.of("apply", Optional.of(Duration.ofMinutes(5)))));
        values.put("phases", Map.of("during", Map.of("estimate", Duration.ofMinutes(50))));
        values.put("now", Instant.parse("2026-12-01T00:30:00Z"));
        values.put("steps", stepValues());
        return values;
    }

    private static Map<String, Object> stepValues() {
        return Map.of(
                "snapshot",
                Map.of(
                        "state",
                        "done",
                        "result",
                        Optional.of(Map.of("arn", "arn:1", "status", "available", "percent", 100L))),
                "dump",
                Map.of("state", "skipped", "result", Optional.empty()),
                "fm_status",
                Map.of("failed", Optional.empty()),
                "sl_index",
                Map.of("ddl", Optional.of("CREATE INDEX CONCURRENTLY i ON gifts (donor_id)")),
                "ab_reverse_sql",
                Map.of(
                        "result",
                        Map.of("files", Map.of("rollback.sql", Map.of("path", "/w/rollback.sql", "digest", "d")))),
                "restore",
                Map.of("result", Map.of("endpoint", "drill.example.org")));
    }
}
