package dev.tminus.app.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.demo.DonationsTables;
import dev.tminus.app.postgres.catalog.AnalyzeAction;
import dev.tminus.app.postgres.compare.SchemaAction;
import dev.tminus.app.postgres.migrate.MigrateAction;
import dev.tminus.app.postgres.sql.SqlAction;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import dev.tminus.run.RunId;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The database steps of the donations runbook, with the files it ships, one after the other. */
class DonationsActionsTest {

    private static final Path DONATIONS =
            Path.of("../runbooks/donations").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private final RunId run = RunId.random(Instant.parse("2026-12-01T00:00:00Z"));
    private final SqlAction sql = new SqlAction();
    private final SchemaAction schema = new SchemaAction();
    private final MigrateAction migrate = new MigrateAction(InstantSource.system());

    @RegisterExtension
    private final OwnDatabase own = OwnDatabase.empty();

    @Test
    void the_schema_is_applied_verified_smoke_tested_and_analyzed() throws SQLException {
        done(migrate.perform(migration()));
        done(sql.perform(step("seed")
                .with("file", DONATIONS.resolve("ops/generate-data.sql").toString())));
        List<String> before = own.rows("select count(*) from donors");

        Values smoke = done(sql.perform(step("smoke")
                .with("file", DONATIONS.resolve("ops/smoke.sql").toString())
                .with("transaction", "rollback")
                .with("params", Map.of("email", "smoke+" + run + "@example.com"))));
        Values found = done(schema.perform(step("schema")
                .with("tables", DonationsTables.NAMES)
                .with("no_invalid_indexes", true)
                .with("no_unvalidated_constraints", true)));
        done(new AnalyzeAction().perform(step("analyze").with("tables", List.of("gifts", "donors"))));

        assertThat((List<?>) smoke.map().get("rows")).hasSize(2);
        assertThat((List<?>) found.map().get("foreign_keys")).isNotEmpty();
        assertThat(own.rows("select count(*) from donors")).isEqualTo(before);
    }

    @Test
    void after_a_clean_up_the_schema_is_proven_to_be_the_one_from_before() throws SQLException {
        done(migrate.perform(migration()));
        ScriptedContext verify = step("verify").with("same_as", "before");
        assertThat(schema.perform(verify)).isInstanceOf(Outcome.Failed.class);

        own.execute("drop schema public cascade; create schema public");
        assertThat(((Outcome.Failed) schema.perform(verify)).reason())
                .contains("- grant schema public to public: USAGE")
                .doesNotContain(" table ");
        own.execute("alter schema public owner to pg_database_owner; grant usage on schema public to public");
        own.execute("comment on schema public is 'standard public schema'");

        done(schema.perform(verify));
    }

    private ScriptedContext migration() {
        return step("apply")
                .with("tool", "prisma")
                .with("dir", DONATIONS.resolve("prisma/migrations").toString());
    }

    private ScriptedContext step(String id) {
        return new ScriptedContext(folder)
                .of(run)
                .step(id)
                .connection("main", Map.of("url", own.url()))
                .with("db", "main");
    }

    private static Values done(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return ((Outcome.Done) outcome).result();
    }
}
