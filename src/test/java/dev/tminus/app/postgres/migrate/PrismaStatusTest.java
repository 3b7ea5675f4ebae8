package dev.tminus.app.postgres.migrate;

import static dev.tminus.app.postgres.TestServer.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.postgres.BeforeTheChange;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PrismaStatusTest {

    private static final String MIGRATIONS = BeforeTheChange.MIGRATIONS.toString();
    private static final String SECOND = "20251201000000_gift_net_amount";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Optional<String> elsewhere = Optional.empty();

    @RegisterExtension
    private final BeforeTheChange database = new BeforeTheChange();

    @Test
    void a_plain_file_that_was_half_applied_is_resolved_too() throws Exception {
        Files.writeString(
                folder.resolve("1_half.sql"), "-- tminus: no-transaction\ncreate table h (id int);\nselect 1 / 0;\n");
        SqlMigrator plain = new SqlMigrator(folder, "public", InstantSource.system());
        plain.deploy(database.connection(), LockPatience.unlimited());

        assertThat(prisma("resolve", "--plain", folder.toString(), "--applied", "1_half"))
                .isZero();

        assertThat(plain.look(database.connection()).applied()).containsExactly("1_half");
    }

    @Test
    void a_pending_migration_is_named_and_the_exit_code_is_one() {
        assertThat(prisma("status", "--migrations", MIGRATIONS)).isEqualTo(1);

        assertThat(out.toString())
                .contains("2 migrations found", "Following migration have not yet been applied:\n" + SECOND);
    }

    @Test
    void a_database_with_every_migration_is_up_to_date() throws Exception {
        database.migrator().deploy(database.connection(), LockPatience.unlimited());

        assertThat(prisma("status", "--migrations", MIGRATIONS)).isZero();

        assertThat(out.toString()).contains("Database schema is up to date!");
    }

    @Test
    void a_failed_migration_is_named_on_standard_error_until_it_is_resolved() throws Exception {
        failSecond();

        assertThat(prisma("status", "--migrations", MIGRATIONS)).isEqualTo(1);
        assertThat(err.toString()).contains("Following migration have failed:\n" + SECOND);

        assertThat(prisma("resolve", "--migrations", MIGRATIONS, "--rolled-back", SECOND))
                .isZero();
        assertThat(out.toString()).contains("marked as rolled back.");
        assertThat(database.migrator().look(database.connection()).failed()).isEmpty();
    }

    @Test
    void a_migration_resolved_as_applied_counts_as_applied() throws Exception {
        failSecond();

        prisma("resolve", "--migrations", MIGRATIONS, "--applied", SECOND);

        assertThat(prisma("status", "--migrations", MIGRATIONS)).isZero();
    }

    @Test
    void a_refusal_has_prismas_code_and_no_stack_trace() {
        assertThat(prisma("resolve", "--migrations", MIGRATIONS, "--rolled-back", "1_other"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("P3011", "1_other").doesNotContain("\tat ");
    }

    @Test
    void an_unreachable_database_is_said_without_its_password() {
        elsewhere = Optional.of("postgresql://admin:hush@127.0.0.1:1/donations");

        assertThat(prisma("status", "--migrations", MIGRATIONS)).isEqualTo(1);

        assertThat(err.toString()).contains("P1001").doesNotContain("hush");
    }

    @Test
    void a_missing_address_is_a_mistake_of_the_user() {
        elsewhere = Optional.of("");

        assertThat(prisma("status", "--migrations", MIGRATIONS)).isEqualTo(1);

        assertThat(err.toString()).contains("DATABASE_URL is not set");
    }

    private void failSecond() throws SQLException {
        execute(database.connection(), """
                with donor as (
                  insert into donors (id, emails, "firstName", "lastName", "updatedAt")
                  values (gen_random_uuid(), array['a@example.org'], 'A', 'B', now()) returning id)
                insert into gifts (id, donor_id, kind, status, updated_at)
                select gen_random_uuid(), id, 'in_kind', 'pending', now() from donor
                """);
        database.migrator().deploy(database.connection(), LockPatience.unlimited());
    }

    private int prisma(String... arguments) {
        return new PrismaStatus(
                        Map.of("DATABASE_URL", elsewhere.orElseGet(database::url)),
                        new PrintWriter(out),
                        new PrintWriter(err))
                .run(List.of(arguments));
    }
}
