package dev.tminus.app.postgres.schema;

import static dev.tminus.app.postgres.TestServer.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tminus.app.postgres.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That checksums see every change of rows, and nothing but that. */
class DataPrintTest {

    private static final String ROWS = """
            create table gifts (id serial primary key, donor text, amount numeric, about json, at timestamptz);
            insert into gifts (donor, amount, about, at) values ('a', 1, '{}', '2020-01-01 00:00+00'), ('b', 2, null, null),
              ('b', 2, null, null), ('c,', null, '[]', 'infinity');
            create table twins (a text, b text);
            insert into twins values ('x', 'y'), ('x', 'y');
            """;

    private final TestServers.Server server = TestServers.of(15);
    private Connection connection;

    @BeforeEach
    void rows() throws SQLException {
        connection = server.connect(server.newDatabase());
        execute(connection, ROWS);
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from gifts where id = 1",
                "insert into gifts (donor) values ('d')",
                "update gifts set amount = 1.0 where id = 1",
                "update gifts set donor = null where id = 1",
                "update gifts set donor = '' where id = 1",
                "update gifts set about = '{ }' where id = 1",
                "update gifts set at = at + interval '1 microsecond' where id = 1",
                "update gifts set donor = 'c', amount = 0 where id = 4",
                "update twins set a = b, b = a",
                "delete from twins",
                "update twins set a = 'z'",
                "select nextval('gifts_id_seq')",
                "drop table twins",
                "create table more (id int)"
            })
    void a_change_of_rows_is_seen(String change) throws SQLException {
        DataPrint before = DataPrint.of(connection);

        execute(connection, change);

        assertThat(DataPrint.of(connection).differenceFrom(before)).hasSize(change.startsWith("insert") ? 2 : 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update gifts set donor = donor",
                "vacuum full gifts",
                "cluster gifts using gifts_pkey",
                "set timezone = 'America/Caracas'",
                "set extra_float_digits = 0",
                "create table again as select * from twins; drop table twins; alter table again rename to twins",
                "alter table gifts add column x int; alter table gifts drop column x",
                "alter table twins add column c text; update twins set c = a; alter table twins drop column a;"
                        + " alter table twins rename column c to a"
            })
    void what_leaves_the_rows_as_they_are_is_not_taken_for_a_change(String change) throws SQLException {
        DataPrint before = DataPrint.of(connection);

        execute(connection, change);

        assertThat(DataPrint.of(connection).differenceFrom(before)).isEmpty();
    }

    @Test
    void a_difference_says_how_many_rows_there_are() throws SQLException {
        DataPrint before = DataPrint.of(connection);

        execute(connection, "delete from gifts where id < 3; update twins set a = 'z'");

        assertThat(DataPrint.of(connection).differenceFrom(before))
                .containsExactly("public.gifts: 2 rows, was 4", "public.twins: other values in its 2 rows");
    }

    @Test
    void a_table_may_have_more_columns_than_a_function_takes() throws SQLException {
        execute(connection, "create table wide (" + columns("c%d int default %<d") + ")");
        execute(connection, "insert into wide default values");
        DataPrint before = DataPrint.of(connection, List.of("public.wide"));

        execute(connection, "update wide set c180 = 7");

        assertThat(DataPrint.of(connection, List.of("public.wide")).differenceFrom(before))
                .containsExactly("public.wide: other values in its 1 rows");
    }

    @Test
    void rows_that_row_security_hides_are_an_error_and_not_left_out() throws SQLException {
        execute(connection, "alter table twins enable row level security");
        execute(connection, "grant select on all tables in schema public to pg_monitor; set role pg_monitor");

        assertThatThrownBy(() -> DataPrint.of(connection, List.of("public.twins")))
                .hasMessageContaining("row-level security");
    }

    @ParameterizedTest
    @MethodSource("dev.tminus.app.postgres.TestServers#versions")
    void every_version_computes_the_same_checksums(int version) throws SQLException {
        TestServers.Server other = TestServers.of(version);
        try (Connection there = other.connect(other.newDatabase())) {
            execute(there, ROWS);

            assertThat(DataPrint.of(there)).isEqualTo(DataPrint.of(connection));
        }
    }

    private static String columns(String form) {
        return IntStream.range(0, 200).mapToObj(form::formatted).collect(Collectors.joining(", "));
    }
}
