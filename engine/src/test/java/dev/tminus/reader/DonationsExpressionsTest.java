package dev.tminus.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tminus.book.Type;
import dev.tminus.book.Type.Simple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DonationsExpressionsTest {

    private static final ExpressionCompiler COMPILER = new ExpressionCompiler();

    @ParameterizedTest
    @MethodSource("expressions")
    void every_expression_of_the_donations_runbook_has_its_value(
            String source, Map<String, Type> own, Map<String, Object> ownValues, Object expected) {
        Compiled compiled = COMPILER.compile(source, DonationsNames.NAMES.with(own));

        assertThat(compiled).isInstanceOf(Compiled.Fine.class);
        Map<String, Object> values = DonationsNames.values();
        values.putAll(ownValues);
        assertThat(((Compiled.Fine) compiled).expression().evaluate(name -> Optional.ofNullable(values.get(name))))
                .isEqualTo(expected);
    }

    static Stream<Arguments> expressions() {
        return Stream.of(
                plain("vars.secret_path", "donations/prod"),
                plain("vars.instance", "donations-prod"),
                plain("run.stamp", "20261201-0100"),
                plain("secrets.database_url", "\u0001secret:database_url\u0001"),
                plain(
                        "rehearsal.state.orValue(\"none\") == \"succeeded\" && rehearsal.age.orValue(duration(\"9999h\")) < duration(\"336h\")",
                        true),
                plain("rehearsal.forecast.apply.orValue(duration(\"9999h\")) * 2 < run.window.length", true),
                plain("inputs.window", DonationsNames.WINDOW),
                plain("inputs.downtime", true),
                plain("run.window.start", Instant.parse("2026-12-01T00:00:00Z")),
                plain("phases.during.estimate", Duration.ofMinutes(50)),
                plain("vars.platform == \"rds\"", true),
                plain("vars.platform == \"self_hosted\"", false),
                withResult("result.backup_retention_days >= 30", "backup_retention_days", Simple.INT, 35L, true),
                withResult(
                        "now - result.latest_restorable_time < duration(\"15m\")",
                        "latest_restorable_time",
                        Simple.TIMESTAMP,
                        Instant.parse("2026-12-01T00:20:00Z"),
                        true),
                plain(
                        "vars.platform == \"rds\"\n? steps.snapshot.result.status.orValue(\"missing\") == \"available\"\n: steps.dump.result.verified.orValue(false)",
                        true),
                plain("rehearsal.forecast.apply.orValue(duration('5m'))", Duration.ofMinutes(5)),
                with("output.contains(\"Database schema is up to date!\")", "output", Simple.STRING, "x\ny", false),
                plain("vars.tables", List.of("donors", "gifts")),
                plain("run.id", "r1"),
                with("rows.size() == 2", "rows", new Type.ListOf(Simple.DYNAMIC), List.of(Map.of(), Map.of()), true),
                arguments(
                        "status == 200 && json.?status.orValue(\"\") == \"ok\" && json.?database.orValue(\"\") == \"connected\"",
                        Map.of("status", Simple.INT, "json", Simple.DYNAMIC),
                        Map.of("status", 200L, "json", Map.of("status", "ok", "database", "connected")),
                        true),
                with("int(output) <= vars.max_errors_per_minute", "output", Simple.STRING, " 4\n", true),
                with("int(output) <= vars.max_errors_per_minute * 60", "output", Simple.STRING, "301", false),
                plain("vars.watch", Duration.ofMinutes(10)),
                with("percent", "percent", Simple.INT, 10L, 10L),
                arguments(
                        "result.value <= metric.max",
                        Map.of(
                                "result", DonationsNames.struct("result", "value", Simple.DOUBLE),
                                "metric", DonationsNames.struct("metric", "max", Simple.DOUBLE)),
                        Map.of("result", Map.of("value", 12.5), "metric", Map.of("max", 80.0)),
                        true),
                with("flow", "flow", Simple.STRING, "view a receipt", "view a receipt"),
                with("status < 300", "status", Simple.INT, 201L, true),
                plain("run.downtime", Duration.ofSeconds(80)),
                plain(
                        "vars.platform == 'rds' ? steps.snapshot.result.arn.orValue('') : steps.dump.result.path.orValue('')",
                        "arn:1"),
                with("exit_code in [0, 1]", "exit_code", Simple.INT, 1L, true),
                with(
                        "regex.extract(output, \"(\\\\d{14}_[a-z0-9_]+)[^\\\\n]*failed\")",
                        "output",
                        Simple.STRING,
                        "The migration 20261101000000_gifts has failed\n",
                        Optional.of("20261101000000_gifts")),
                plain("steps.fm_status.failed.hasValue()", false),
                plain("steps.dump.result.path.orValue('')", ""),
                plain("steps.ab_reverse_sql.result.files['rollback.sql'].path", "/w/rollback.sql"),
                plain("steps.sl_index.ddl.hasValue()", true),
                plain("trusted(steps.sl_index.ddl)", Optional.of("CREATE INDEX CONCURRENTLY i ON gifts (donor_id)")),
                with(
                        "rows.all(r, r.mean_exec_ms < 1000.0)",
                        "rows",
                        new Type.ListOf(Simple.DYNAMIC),
                        List.of(Map.of("mean_exec_ms", 12L), Map.of("mean_exec_ms", 12.5)),
                        true),
                plain("steps.restore.result.endpoint", "drill.example.org"));
    }

    private static Arguments plain(String source, Object expected) {
        return arguments(source, Map.of(), Map.of(), expected);
    }

    private static Arguments with(String source, String name, Type type, Object value, Object expected) {
        return arguments(source, Map.of(name, type), Map.of(name, value), expected);
    }

    private static Arguments withResult(String source, String field, Type type, Object value, Object expected) {
        return with(source, "result", DonationsNames.struct("result", field, type), Map.of(field, value), expected);
    }
}
