package dev.tminus.app.postgres;

import static dev.tminus.app.postgres.TestServer.execute;
import static dev.tminus.app.postgres.TestServer.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.postgres.migrate.LockPatience;
import dev.tminus.app.postgres.migrate.MigrationReport;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client's migration guide does to its schema, done to the schema that ships. */
class DonationsSchemaTest {

    @RegisterExtension
    private final BeforeTheChange database = new BeforeTheChange();

    @Test
    void the_first_migration_makes_the_ten_tables_of_the_guide() throws Exception {
        assertThat(rows(
                        database.connection(),
                        "select tablename from pg_tables where schemaname = 'public' order by 1"))
                .containsExactly(
                        "_prisma_migrations",
                        "audit_logs",
                        "campaigns",
                        "donors",
                        "ecards",
                        "forms",
                        "gifts",
                        "receipts",
                        "recurring_plans",
                        "tributes",
                        "webhook_events");
    }

    @Test
    void every_foreign_key_has_an_index_that_supports_it() throws Exception {
        assertThat(
                        rows(
                                database.connection(),
                                "select conname from pg_constraint c where contype = 'f' and not exists ("
                                        + "select from pg_index i where i.indrelid = c.conrelid and i.indkey[0] = c.conkey[1])"))
                .isEmpty();
    }

    @Test
    void the_second_migration_computes_the_net_amount_of_every_gift_there_was() throws Exception {
        gift("100.00", "3.20", "3.00");
        gift("50.00", "null", "null");

        assertThat(database.migrator()
                        .deploy(database.connection(), LockPatience.unlimited())
                        .failed())
                .isEmpty();

        assertThat(rows(database.connection(), "select net_amount from gifts order by 1"))
                .containsExactly("50.00", "99.80");
    }

    @Test
    void a_gift_in_kind_without_an_amount_stops_the_second_migration_and_loses_nothing() throws Exception {
        gift("100.00", "3.20", "null");
        gift("null", "null", "null");

        MigrationReport report = database.migrator().deploy(database.connection(), LockPatience.unlimited());

        assertThat(report.failed().orElseThrow().sqlState()).isEqualTo("23502");
        assertThat(rows(database.connection(), "select count(*) from gifts")).containsExactly("2");
        assertThat(rows(
                        database.connection(),
                        "select attname from pg_attribute where attrelid = 'gifts'::regclass"
                                + " and attname = 'net_amount'"))
                .isEmpty();
    }

    @Test
    void the_smoke_test_of_the_guide_runs_as_written() throws Exception {
        execute(database.connection(), """
                INSERT INTO donors (id, emails, "firstName", "lastName", consents, "externalIds", preferences, "createdAt", "updatedAt")
                VALUES (gen_random_uuid(), ARRAY['test@example.com'], 'Test', 'Donor', '[]'::jsonb, '[]'::jsonb, '{}'::jsonb, NOW(), NOW());
                INSERT INTO campaigns (id, slug, name, status, "createdAt", "updatedAt")
                VALUES (gen_random_uuid(), 'test-campaign', 'Test Campaign', 'draft', NOW(), NOW());
                """);

        assertThat(rows(
                        database.connection(),
                        "SELECT \"firstName\", \"lastName\", emails FROM donors"
                                + " WHERE emails @> ARRAY['test@example.com']"))
                .containsExactly("Test|Donor|{test@example.com}");
        assertThat(rows(database.connection(), "SELECT name, status FROM campaigns WHERE slug = 'test-campaign'"))
                .containsExactly("Test Campaign|draft");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE tributes RENAME COLUMN \"honoreeName\" TO honoree_name",
                "ALTER TYPE \"GiftStatus\" ADD VALUE 'processing'",
                """
                CREATE TYPE "GiftStatus_new" AS ENUM ('pending', 'success', 'failed', 'refunded');
                ALTER TABLE gifts ALTER COLUMN status TYPE "GiftStatus_new" USING status::text::"GiftStatus_new";
                DROP TYPE "GiftStatus";
                ALTER TYPE "GiftStatus_new" RENAME TO "GiftStatus";
                """,
                "CREATE INDEX idx_gifts_donor_status ON gifts(donor_id, status)",
                "ANALYZE donors, gifts, campaigns, recurring_plans",
                "ALTER TABLE gifts DROP COLUMN IF EXISTS net_amount",
                "DROP TABLE IF EXISTS gifts, donors, campaigns CASCADE",
                """
                SELECT schemaname, tablename, attname, n_distinct, correlation FROM pg_stats
                WHERE schemaname = 'public' AND (n_distinct > 100 OR n_distinct = -1) ORDER BY tablename, attname
                """
            })
    void a_statement_of_the_guide_runs_as_written(String statement) throws Exception {
        gift("100.00", "3.20", "null");

        execute(database.connection(), statement);

        assertThat(database.connection().isValid(5)).isTrue();
    }

    @Test
    void the_split_of_the_donors_table_runs_once_their_time_columns_have_the_names_it_uses() throws Exception {
        // The guide's smoke test writes donors."createdAt", its split reads donors.created_at: one of them needs the
        // rename.
        gift("100.00", "3.20", "null");
        execute(
                database.connection(),
                "alter table donors rename column \"createdAt\" to created_at;"
                        + " alter table donors rename column \"updatedAt\" to updated_at");

        execute(database.connection(), """
                CREATE TABLE donor_addresses (
                  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
                  donor_id UUID NOT NULL REFERENCES donors(id) ON DELETE CASCADE,
                  street1 VARCHAR(200), street2 VARCHAR(200), city VARCHAR(100), state VARCHAR(100), zip VARCHAR(20),
                  country VARCHAR(2), created_at TIMESTAMPTZ(3) DEFAULT NOW(), updated_at TIMESTAMPTZ(3) DEFAULT NOW());
                INSERT INTO donor_addresses (donor_id, street1, street2, city, state, zip, country, created_at, updated_at)
                SELECT id, street1, street2, city, state, zip, country, created_at, updated_at FROM donors
                WHERE street1 IS NOT NULL;
                ALTER TABLE donors DROP COLUMN street1, DROP COLUMN street2, DROP COLUMN city, DROP COLUMN state, DROP COLUMN zip, DROP COLUMN country;
                """);

        assertThat(rows(database.connection(), "select street1, country from donor_addresses"))
                .containsExactly("1 Main Street|US");
    }

    @Test
    void the_records_name_both_migrations() throws Exception {
        database.migrator().deploy(database.connection(), LockPatience.unlimited());

        assertThat(database.migrator().look(database.connection()).applied())
                .isEqualTo(List.of("20251113000000_init", "20251201000000_gift_net_amount"));
    }

    private void gift(String amount, String processorFee, String feeAmount) throws SQLException {
        execute(database.connection(), """
                with donor as (
                  insert into donors (id, emails, "firstName", "lastName", street1, country, "updatedAt")
                  values (gen_random_uuid(), array['a@example.org'], 'A', 'B', '1 Main Street', 'US', now()) returning id)
                insert into gifts (id, donor_id, amount, processor_fee, fee_amount, status, updated_at)
                select gen_random_uuid(), id, %s, %s, %s, 'success', now() from donor
                """.formatted(amount, processorFee, feeAmount));
    }
}
