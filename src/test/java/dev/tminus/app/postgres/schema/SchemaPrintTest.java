package dev.tminus.app.postgres.schema;

import static dev.tminus.app.postgres.TestServer.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.postgres.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the fingerprint sees every change of the catalogs and nothing else, on every version that is supported. */
class SchemaPrintTest {

    private static final Map<Integer, String> DATABASES = new ConcurrentHashMap<>();

    @Test
    void there_are_more_than_a_hundred_changes_to_see_and_twenty_to_pass_over() {
        assertThat(Cases.of("mutations.txt", 14)).hasSizeGreaterThan(100);
        assertThat(Cases.of("unchanged.txt", 14)).hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void every_change_of_the_catalogs_is_seen(int version) throws SQLException {
        assertThat(found("mutations.txt", version, List::isEmpty)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void what_is_no_change_is_not_taken_for_one(int version) throws SQLException {
        assertThat(found("unchanged.txt", version, differences -> !differences.isEmpty()))
                .isEmpty();
    }

    /** The cases whose differences are not as they should be, and those that cannot be tried at all. */
    private static Map<String, Object> found(String cases, int version, Predicate<List<String>> wrong)
            throws SQLException {
        Map<String, Object> found = new TreeMap<>();
        try (Connection connection = base(version)) {
            SchemaPrint before = SchemaPrint.of(connection);
            for (String change : Cases.of(cases, version)) {
                try {
                    List<String> differences = differences(connection, before, change);
                    if (wrong.test(differences)) {
                        found.put(change, differences);
                    }
                } catch (SQLException failed) {
                    found.put(change, String.valueOf(failed.getMessage()));
                }
            }
            assertThat(SchemaPrint.of(connection)).isEqualTo(before);
        }
        return found;
    }

    @Test
    void a_difference_names_the_one_thing_that_changed() throws SQLException {
        try (Connection connection = base(15)) {
            SchemaPrint before = SchemaPrint.of(connection);

            assertThat(differences(connection, before, "alter table app.donors drop column note"))
                    .containsExactlyInAnyOrder(
                            "- column app.donors.note text default none storage e statistics 500",
                            "- columns of app.donors id, email, name, tier, letter, tags, home, made, every, full_name, note, last",
                            "+ columns of app.donors id, email, name, tier, letter, tags, home, made, every, full_name, last");
        }
    }

    @Test
    void no_password_of_a_user_mapping_is_in_it() throws SQLException {
        try (Connection connection = base(15)) {
            assertThat(SchemaPrint.of(connection).lines())
                    .contains("user mapping on elsewhere for print_owner options password, user")
                    .noneMatch(line -> line.contains("secret"));
        }
    }

    @Test
    void a_look_inside_a_transaction_sees_its_changes_and_leaves_its_settings() throws SQLException {
        try (Connection connection = base(16)) {
            SchemaPrint before = SchemaPrint.of(connection);
            connection.setAutoCommit(false);
            execute(connection, "set local search_path = app; create table here ()");

            assertThat(SchemaPrint.of(connection).differenceFrom(before))
                    .anyMatch(line -> line.startsWith("+ table app.here"));
            execute(connection, "select * from here");
            connection.rollback();
        }
    }

    /** Tried in a transaction that is rolled back, so that all changes start from the same schema. */
    private static List<String> differences(Connection connection, SchemaPrint before, String change)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            execute(connection, change);
            return SchemaPrint.of(connection).differenceFrom(before);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private static Connection base(int version) throws SQLException {
        TestServers.Server server = TestServers.of(version);
        if (!DATABASES.containsKey(version)) {
            String database = server.newDatabase();
            try (Connection connection = server.connect(database)) {
                execute(connection, Cases.text("base.sql"));
            }
            DATABASES.put(version, database);
        }
        return server.connect(DATABASES.get(version));
    }
}
