package dev.tminus.app.postgres.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A directory of Prisma migrations, held against what was applied. */
class PrismaDirectoryTest extends OnPrisma {

    @Test
    void looking_changes_nothing() throws Exception {
        migration("1_first", "create table a (id int)");

        assertThat(migrator.pending(own.connection()))
                .extracting(Migration::name)
                .containsExactly("1_first");

        assertThat(own.rows("select relname from pg_class where relname in ('a', '_prisma_migrations')"))
                .isEmpty();
    }

    @Test
    void a_migration_edited_after_it_was_applied_is_reported() throws Exception {
        migration("1_first", "create table a (id int)");
        deploy();
        migration("1_first", "create table a (id bigint)");

        assertThat(look().edited()).containsExactly("1_first");
        assertThat(deploy().edited()).containsExactly("1_first");
    }

    @Test
    void a_change_of_line_ends_alone_is_no_edit() throws Exception {
        migration("1_first", "create table a (\n id int)\n");
        deploy();
        migration("1_first", "create table a (\r\n id int)\r\n");

        assertThat(look().edited()).isEmpty();
    }

    @Test
    void a_row_without_a_folder_is_reported_and_stops_nothing() throws Exception {
        migration("1_first", "create table a (id int)");
        deploy();
        Files.delete(directory.resolve("1_first/migration.sql"));
        Files.delete(directory.resolve("1_first"));

        assertThat(look().absent()).containsExactly("1_first");
        assertThat(look().upToDate()).isTrue();
    }

    @Test
    void a_directory_for_another_provider_is_refused() throws Exception {
        Files.writeString(directory.resolve("migration_lock.toml"), "provider = \"mysql\"\n");

        assertThatThrownBy(() -> look()).hasMessageContaining("'mysql'");
    }
}
