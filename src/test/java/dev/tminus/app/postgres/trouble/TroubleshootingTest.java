package dev.tminus.app.postgres.trouble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.ScriptedContext;
import dev.tminus.app.postgres.OwnDatabase;
import dev.tminus.app.postgres.migrate.MigrateAction;
import dev.tminus.app.postgres.sql.SqlAction;
import dev.tminus.run.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The guide's four errors, each by real SQL, with what the database says is behind them. */
class TroubleshootingTest {

    @TempDir
    Path folder;

    @RegisterExtension
    private final OwnDatabase own = OwnDatabase.with(
            "create table donors (id int primary key, name text)",
            "create table gifts (id int primary key, donor int, net int)",
            "insert into donors values (1, 'ada')",
            "insert into gifts values (1, 1, 5), (2, 7, null), (3, 8, null), (4, 1, -1)");

    @Test
    void a_column_that_is_there_already_is_described() throws Exception {
        plain("1_net", "create table receipts (id int); alter table gifts add column net int not null;");

        assertThat(migrated())
                .contains("SQLSTATE 42701")
                .contains("Cause: column gifts.net is there already, of type integer; the statement ran before, or"
                        + " somebody made it by hand")
                .contains("Next: compare it with the script.");
    }

    @Test
    void a_column_that_an_applied_migration_made_is_traced_to_it() throws Exception {
        plain("1_tax", "alter table gifts add column tax int");
        migrated();
        plain("2_again", "alter table gifts add column tax int");

        assertThat(migrated()).contains("migration 1_tax, which is recorded as applied, makes it");
    }

    @Test
    void a_table_that_is_gone_although_a_migration_made_it_tells_that_the_records_are_out_of_step() throws Exception {
        plain("1_receipts", "create table receipts (id int)");
        migrated();
        own.execute("drop table receipts");
        plain("2_column", "alter table receipts add column at date");

        assertThat(migrated())
                .contains("SQLSTATE 42P01")
                .contains(
                        "Cause: receipts is not there, in no schema; migration 1_receipts, which is recorded as applied,"
                                + " makes it: records and database are out of step")
                .contains("Next: find out who took it away");
    }

    @Test
    void a_table_in_another_schema_is_pointed_at() {
        assertThat(sql("create schema old; create table old.letters (id int)")).isEmpty();

        assertThat(sql("select * from letters"))
                .contains("Cause: letters is not there: there is one in schema old, and the search path is");
    }

    @Test
    void rows_without_a_value_are_counted_and_the_first_named() throws Exception {
        plain("1_required", "create table other (id int); alter table gifts alter column net set not null;");

        assertThat(migrated())
                .contains("SQLSTATE 23502")
                .contains("Cause: 2 rows of \"public\".\"gifts\" break it; the first, by id: (2) (3)")
                .contains("Look: select * from \"public\".\"gifts\" t where t.\"net\" is null")
                .contains("Next: have these rows mended");
    }

    @Test
    void a_new_column_that_must_have_a_value_names_the_rows_that_would_have_none() {
        assertThat(sql("alter table gifts add column tax int not null"))
                .contains(
                        "Cause: column tax of \"public\".\"gifts\" is new, and each of its 4 rows would have no value in it");
    }

    @Test
    void a_check_that_was_rolled_back_is_counted_by_its_text() {
        assertThat(
                        sql(
                                "alter table gifts add constraint fine check (net >= 0 and (donor > 0 or net <> ')'::text::int))"))
                .contains("22P02");
        assertThat(sql("alter table gifts add constraint fine check (coalesce(net, 0) >= 0 and ')' <> '(')"))
                .contains("Cause: 1 row of \"public\".\"gifts\" breaks it; the first, by id: (4)");
    }

    @Test
    void a_check_that_is_there_and_not_validated_is_counted_by_the_catalog() throws Exception {
        own.execute("alter table gifts add constraint positive check (net >= 0) not valid");

        assertThat(sql("alter table gifts validate constraint positive"))
                .contains("Cause: 1 row of \"public\".\"gifts\" breaks it; the first, by id: (4)");
    }

    @Test
    void values_that_are_not_unique_are_counted_with_their_keys() {
        assertThat(sql("alter table gifts add constraint one_gift unique (donor)"))
                .contains("Cause: 2 rows of \"public\".\"gifts\" break it; the first, by id, donor: (1, 1) (4, 1)");
    }

    @Test
    void an_index_left_invalid_tells_its_own_columns() throws Exception {
        plain("1_index", "-- tminus: no-transaction\ncreate unique index concurrently gifts_donor on gifts (donor);");

        assertThat(migrated()).contains("the first, by id, donor: (1, 1) (4, 1)");
    }

    @Test
    void rows_that_point_nowhere_are_counted_with_what_they_point_at() {
        assertThat(sql("alter table gifts add constraint of_donor foreign key (donor) references donors"))
                .contains("Cause: 2 rows of \"public\".\"gifts\" break it; the first, by id, donor: (2, 7) (3, 8)");
    }

    @Test
    void a_row_that_was_refused_when_written_is_left_to_the_servers_own_words() {
        assertThat(sql("insert into donors values (1, 'bob')"))
                .contains("Key (id)=(1) already exists")
                .doesNotContain("Cause:");
    }

    @Test
    void a_full_database_says_who_holds_its_connections_and_what_may_be_ended() throws Exception {
        String role = own.name() + "_app";
        own.execute("create role " + role + " login password 'app'");
        own.execute("alter database " + own.name() + " connection limit 2");
        String url = own.url().replaceFirst("//[^@]*@", "//" + role + ":app@");
        String jdbc = "jdbc:" + url.replaceFirst("//[^@]*@", "//");
        try (Connection held =
                DriverManager.getConnection(jdbc + "?user=" + role + "&password=app&ApplicationName=web")) {
            assertThat(held.isValid(1)).isTrue();
            ScriptedContext context =
                    own.context(folder).with("text", "select 1").connection("main", Map.of("url", url));

            String reason = reason(new SqlAction().perform(context));

            assertThat(reason)
                    .contains("Held: 1 by web (" + role + "): 1 idle")
                    .contains("connections are taken")
                    .contains(
                            "pg.drain: { db: ..., user: " + role + ", application: web, state: idle, older_than: 1m }");
        }
    }

    private String sql(String text) {
        return reason(new SqlAction().perform(own.context(folder).with("text", text)));
    }

    private String migrated() {
        ScriptedContext context = own.context(folder).with("tool", "sql").with("dir", "sql");
        return reason(new MigrateAction(InstantSource.system()).perform(context));
    }

    private static String reason(Outcome outcome) {
        return outcome instanceof Outcome.Failed failed ? failed.reason() : "";
    }

    private void plain(String name, String script) throws IOException {
        Files.createDirectories(folder.resolve("sql"));
        Files.writeString(folder.resolve("sql/" + name + ".sql"), script);
    }
}
