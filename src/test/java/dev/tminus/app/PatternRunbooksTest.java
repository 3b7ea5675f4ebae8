package dev.tminus.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ShippedRun.Ended;
import dev.tminus.app.postgres.TestServer;
import dev.tminus.app.postgres.schema.DataPrint;
import dev.tminus.app.postgres.schema.SchemaPrint;
import dev.tminus.run.PointTried;
import dev.tminus.run.Proof;
import dev.tminus.run.RollbackProof;
import dev.tminus.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The data-migration patterns, on the donations schema with data: the way there, and the proof of the way back. */
class PatternRunbooksTest {

    private static final Path PATTERNS = DonationsSite.FOLDER.resolveSibling("patterns");
    private static final String WINDOW = "2026-12-01T01:00[Europe/Berlin]/PT3H";

    @TempDir
    Path folder;

    private String database;

    @BeforeEach
    void a_database_with_data() throws Exception {
        database = TestServer.newDatabase();
        Path init = DonationsSite.FOLDER.resolve("prisma/migrations/20251113000000_init/migration.sql");
        execute(Files.readString(init));
        execute("set donations.donors = '400';"
                + Files.readString(DonationsSite.FOLDER.resolve("ops/generate-data.sql")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"require-column", "rename-column", "replace-enum", "split-table", "index"})
    void the_way_back_leads_exactly_to_where_it_began(String pattern) throws Exception {
        SchemaPrint schema = schema();
        DataPrint data = data();

        Ended run = rehearse(pattern, Map.of("good", Map.of("option", "back")));

        assertThat(run.state().status()).isEqualTo(RunStatus.ROLLED_BACK);
        assertThat(schema().differenceFrom(schema)).isEmpty();
        assertThat(data().rowDifferenceFrom(data)).isEmpty();
    }

    @Test
    void a_required_column_is_filled_in_batches_and_required() throws Exception {
        Ended run = rehearse("require-column", Map.of("good", Map.of("option", "yes")));

        assertThat(run.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(proof(run))
                .isEqualTo(
                        "rollback proven from 7 of 8 points; not from no_trigger (DROP TRIGGER, DROP FUNCTION: no undo)");
        assertThat(run.state().pointsTried())
                .filteredOn(point -> point.step().equals("no_check"))
                .extracting(PointTried::proof)
                .containsExactly(Proof.EXACT);
        assertThat(rows("select attnotnull from pg_attribute where attrelid = 'gifts'::regclass"
                        + " and attname = 'net_amount'"))
                .containsExactly("t");
        assertThat(rows("select count(*) from gifts where net_amount <>"
                        + " amount - coalesce(processor_fee, 0) + coalesce(fee_amount, 0)"))
                .containsExactly("0");
    }

    @Test
    void a_renamed_column_keeps_every_value() throws Exception {
        List<String> names = rows("select \"honoreeName\" from tributes order by id");

        Ended run = rehearse("rename-column", Map.of("good", Map.of("option", "drop")));

        assertThat(run.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(proof(run))
                .isEqualTo(
                        "rollback proven from 5 of 6 points; not from drop_old (DROP TRIGGER, DROP FUNCTION, ALTER TABLE: no undo)");
        assertThat(rows("select honoree_name from tributes order by id")).isEqualTo(names);
    }

    @Test
    void a_replaced_enum_lacks_the_value() throws Exception {
        Ended run = rehearse("replace-enum", Map.of("good", Map.of("option", "drop")));

        assertThat(run.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(proof(run))
                .isEqualTo(
                        "rollback proven from 3 of 4 points; not from drop_old (DROP TYPE, DROP TABLE, DROP SCHEMA: no undo)");
        assertThat(rows("select unnest(enum_range(null::\"TributeType\"))")).containsExactly("in_honor");
    }

    @Test
    void a_split_table_has_every_address_in_its_new_place() throws Exception {
        List<String> streets = rows("select id, street1 from donors where street1 is not null order by id");

        Ended run = rehearse("split-table", Map.of("good", Map.of("option", "drop")));

        assertThat(run.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(proof(run))
                .isEqualTo(
                        "rollback proven from 3 of 4 points; not from drop_old (DROP TRIGGER, DROP FUNCTION, ALTER TABLE: no undo)");
        assertThat(rows("select donor_id, street1 from donor_addresses order by donor_id"))
                .isEqualTo(streets);
    }

    @Test
    void an_index_is_built_beside_writers_and_an_invalid_one_is_not_taken_for_it() throws Exception {
        execute("create index gifts_donor_status_idx on gifts (donor_id, status)");
        execute("update pg_index set indisvalid = false where indexrelid = 'gifts_donor_status_idx'::regclass");

        Ended run = rehearse("index", Map.of("good", Map.of("option", "keep")));

        assertThat(run.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(rows("select indisvalid from pg_index where indexrelid = 'gifts_donor_status_idx'::regclass"))
                .containsExactly("t");
    }

    @Test
    void an_enum_value_is_added_once_people_agreed() throws Exception {
        Ended run = rehearse("add-enum-value", Map.of("go", Map.of("option", "add")));

        assertThat(run.state().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(proof(run))
                .isEqualTo("rollback proven from 0 of 1 points; not from add_value (ALTER TYPE ADD VALUE: no undo)");
        assertThat(rows("select enum_range(null::\"GiftStatus\")"))
                .containsExactly("{pending,processing,success,failed,refunded}");
    }

    /** What the rehearsal itself found out about its way back, on copies of the database. */
    private static String proof(Ended run) {
        return RollbackProof.of(run.state()).summary();
    }

    private Ended rehearse(String pattern, Map<String, Object> decisions) throws Exception {
        Map<String, Object> answers = new java.util.HashMap<>(decisions);
        List.of("deploy", "known").forEach(step -> answers.put(step, "done"));
        answers.put("drop_old", "approve");
        Map<String, String> secrets = Map.of("DATABASE_URL", TestServer.url(database));
        Path file = PATTERNS.resolve(pattern + ".runbook.yaml");
        try (ShippedRun runs = new ShippedRun(file, folder, secrets)) {
            return runs.drive("local", Map.of("window", WINDOW), answers);
        }
    }

    private SchemaPrint schema() throws Exception {
        try (Connection connection = TestServer.connect(database)) {
            return SchemaPrint.of(connection);
        }
    }

    private DataPrint data() throws Exception {
        try (Connection connection = TestServer.connect(database)) {
            return DataPrint.of(connection);
        }
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = TestServer.connect(database)) {
            TestServer.execute(connection, sql);
        }
    }

    private List<String> rows(String sql) throws Exception {
        try (Connection connection = TestServer.connect(database)) {
            return TestServer.rows(connection, sql);
        }
    }
}
