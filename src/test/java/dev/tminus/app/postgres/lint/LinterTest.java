package dev.tminus.app.postgres.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.book.Problem.Severity;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinterTest {

    private static final String SCAN = "ALTER TABLE gifts ALTER COLUMN net SET NOT NULL;";

    @Test
    void a_large_table_is_named_with_its_rows() {
        Finding finding = only(database(1_200_000, ""), SCAN, "TM615");

        assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        assertThat(finding.message()).endsWith("(gifts has about 1,200,000 rows)");
    }

    @Test
    void reading_a_small_table_is_a_note_and_losing_its_data_is_not() {
        Facts small = database(200, "");

        assertThat(only(small, SCAN, "TM615").severity()).isEqualTo(Severity.NOTE);
        assertThat(only(small, "ALTER TABLE gifts DROP COLUMN net;", "TM612").severity())
                .isEqualTo(Severity.WARNING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "varchar(100)|varchar(200)",
                "character varying(100)|text",
                "text|varchar",
                "numeric(10,2)|numeric(12,2)",
                "numeric(10,2)|numeric",
                "integer|int4"
            })
    void a_type_that_keeps_its_values_rewrites_nothing(String now, String wanted) {
        assertThat(codes(database(1_000_000, now), "ALTER TABLE gifts ALTER COLUMN net TYPE %s;".formatted(wanted)))
                .doesNotContain("TM614");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "varchar(200)|varchar(100)",
                "text|varchar(100)",
                "integer|bigint",
                "numeric(12,2)|numeric(12,4)",
                "timestamp without time zone|timestamptz",
                "text[]|text"
            })
    void another_type_rewrites_the_table(String now, String wanted) {
        assertThat(codes(database(1_000_000, now), "ALTER TABLE gifts ALTER COLUMN net TYPE %s;".formatted(wanted)))
                .contains("TM614");
    }

    @Test
    void types_of_columns_are_remembered_from_earlier_scripts() {
        Linter linter = new Linter(Facts.NONE);
        linter.check("CREATE TABLE gifts (code varchar(10));", Conditions.UNKNOWN);

        assertThat(linter.check("ALTER TABLE gifts ALTER COLUMN code TYPE varchar(20);", Conditions.UNKNOWN))
                .extracting(Finding::code)
                .doesNotContain("TM614");
    }

    @Test
    void every_row_of_the_notes_about_the_queue_is_said_without_a_lock_timeout() {
        List<String> instant = List.of(
                "ALTER TABLE gifts ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE gifts REPLICA IDENTITY FULL",
                "ALTER TABLE gifts OWNER TO app",
                "ALTER TABLE gifts ALTER a SET STORAGE EXTERNAL",
                "ALTER TABLE gifts ALTER a SET DEFAULT 1",
                "ALTER TABLE gifts ALTER a SET STATISTICS 500",
                "ALTER TABLE gifts SET (fillfactor = 70)",
                "ALTER TABLE gifts VALIDATE CONSTRAINT c",
                "ALTER TABLE gifts CLUSTER ON i",
                "ALTER TABLE gifts ADD COLUMN at timestamptz DEFAULT now()");

        assertThat(instant).allSatisfy(sql -> {
            assertThat(codes(Facts.NONE, sql)).containsExactly("TM601");
            assertThat(codes(Facts.NONE, "SET lock_timeout = '2s'; " + sql)).isEmpty();
        });
    }

    @Test
    void the_guides_own_backfill_in_one_file_is_an_outage() {
        String guide = """
                ALTER TABLE gifts ADD COLUMN net_amount DECIMAL(12,2);
                UPDATE gifts SET net_amount = amount - COALESCE(processor_fee, 0);
                ALTER TABLE gifts ALTER COLUMN net_amount SET NOT NULL;
                """;
        Conditions prisma = new Conditions(Conditions.Grouping.ONE_MESSAGE, true, true);

        assertThat(new Linter(Facts.NONE).check(guide, prisma))
                .extracting(Finding::code)
                .contains("TM602", "TM660", "TM615", "TM664");
    }

    @Test
    void a_new_table_is_nobodys_and_nothing_is_said_about_it() {
        String sql = """
                CREATE TABLE app.new (id bigint PRIMARY KEY, a int);
                CREATE INDEX ON app.new (a);
                ALTER TABLE app.new ADD COLUMN b uuid DEFAULT gen_random_uuid() NOT NULL UNIQUE;
                INSERT INTO app.new SELECT 1;
                """;

        assertThat(codes(Facts.NONE, sql)).isEmpty();
    }

    private static Finding only(Facts facts, String sql, String code) {
        return new Linter(facts)
                .check(sql, Conditions.UNKNOWN).stream()
                        .filter(finding -> finding.code().equals(code))
                        .findFirst()
                        .orElseThrow();
    }

    private static List<String> codes(Facts facts, String sql) {
        return new Linter(facts)
                .check(sql, Conditions.UNKNOWN).stream().map(Finding::code).toList();
    }

    private static Facts database(long rows, String type) {
        return new Facts() {
            @Override
            public int major() {
                return 15;
            }

            @Override
            public Optional<Long> rows(Name table) {
                return Optional.of(rows);
            }

            @Override
            public Optional<String> columnType(Name table, String column) {
                return Optional.of(type).filter(text -> !text.isEmpty());
            }
        };
    }
}
