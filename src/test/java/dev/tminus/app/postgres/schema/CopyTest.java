package dev.tminus.app.postgres.schema;

import static dev.tminus.app.postgres.TestServer.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tminus.app.postgres.TestServers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * That a copy has the fingerprint and the checksums of its original.
 *
 * <p>By dump and restore where the client programs serve the server's version; on every version by the same statements in
 * a database with another history.
 */
class CopyTest {

    /**
     * What no dump carries along: indexes that are invalid, triggers behind foreign keys that are switched off. Changes of
     * roles would reach other databases.
     */
    private static final List<String> NOT_DUMPED =
            List.of("update pg_index", "disable trigger all", "drop schema app", "alter role");

    private static final String ANOTHER_HISTORY = """
            create table before (a int, b text);
            create schema app2;
            create table app2.x (id serial primary key);
            drop table before;
            drop schema app2 cascade;
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void the_same_statements_give_the_same_prints(int version) throws SQLException {
        TestServers.Server server = TestServers.of(version);
        try (Connection one = server.connect(server.newDatabase());
                Connection other = server.connect(server.newDatabase())) {
            execute(other, ANOTHER_HISTORY);
            execute(one, Cases.text("base.sql"));
            execute(other, Cases.text("base.sql"));

            assertThat(SchemaPrint.of(other).differenceFrom(SchemaPrint.of(one)))
                    .isEmpty();
            assertThat(DataPrint.of(other).differenceFrom(DataPrint.of(one))).isEmpty();
        }
    }

    /** Each part of the changes is made at once, those that no longer fit left out. */
    @ParameterizedTest
    @CsvSource({"14, 0", "14, 1", "14, 2", "14, 3", "15, 0", "15, 1", "15, 2", "15, 3"})
    void a_dump_restored_has_the_same_prints(int version, int part) throws Exception {
        Optional<ClientPrograms> programs = ClientPrograms.find();
        assumeTrue(programs.isPresent() && programs.get().version() >= version, "no pg_dump for this server");
        TestServers.Server server = TestServers.of(version);
        String original = server.newDatabase();
        String copy = server.newDatabase("template0");
        try (Connection one = server.connect(original);
                Connection other = server.connect(copy)) {
            execute(one, Cases.text("base.sql"));
            int made = part == 0 ? 1 : change(one, version, part);

            programs.get().dump(server.url(original), folder.resolve("dump"));
            programs.get().restore(folder.resolve("dump"), server.url(copy));

            assertThat(made).isPositive();
            assertThat(SchemaPrint.of(other)
                            .asCopied()
                            .differenceFrom(SchemaPrint.of(one).asCopied()))
                    .isEmpty();
            assertThat(DataPrint.of(other).differenceFrom(DataPrint.of(one))).isEmpty();
        }
    }

    private static int change(Connection connection, int version, int part) throws SQLException {
        List<String> changes = new ArrayList<>(Cases.of("mutations.txt", version));
        int made = 0;
        for (int index = 0; index < changes.size(); index++) {
            String change = changes.get(index);
            if (index % 3 == part - 1 && NOT_DUMPED.stream().noneMatch(change::contains)) {
                try {
                    execute(connection, change);
                    made++;
                } catch (SQLException noLongerFits) {
                    assertThat(noLongerFits.getSQLState()).doesNotStartWith("08");
                }
            }
        }
        return made;
    }
}
