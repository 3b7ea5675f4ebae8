package dev.tminus.app.postgres.catalog;

import static dev.tminus.app.postgres.TestServer.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.postgres.OwnDatabase;
import dev.tminus.book.Values;
import dev.tminus.forecast.TableSize;
import dev.tminus.forecast.Tables;
import dev.tminus.run.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TableFiguresTest {

    @RegisterExtension
    private final OwnDatabase own = OwnDatabase.with(
            "create table gifts (id int primary key, note text)",
            "insert into gifts select i, repeat('x', 100) from generate_series(1, 10000) i",
            "create table other (id int)");

    @Test
    void tables_are_known_by_their_bytes_rows_and_indexes() throws SQLException {
        own.execute("analyze gifts");

        TableSize gifts =
                TableFigures.read(own.connection()).find("public.gifts").orElseThrow();

        assertThat(gifts.bytes()).isBetween(1_200_000L, 1_800_000L);
        assertThat(gifts.indexBytes()).isBetween(200_000L, 300_000L);
        assertThat(gifts.rows()).isBetween(9_900L, 10_100L);
        assertThat(own.connection().getAutoCommit()).isTrue();
    }

    @Test
    void a_table_that_somebody_holds_is_sized_as_the_planner_knew_it() throws SQLException {
        own.execute("analyze gifts");
        try (Connection other = own.connect()) {
            other.setAutoCommit(false);
            execute(other, "lock table gifts in access exclusive mode");

            TableSize gifts =
                    TableFigures.read(own.connection()).find("public.gifts").orElseThrow();

            assertThat(gifts.bytes()).isBetween(1_200_000L, 1_800_000L);
            assertThat(gifts.indexBytes()).isZero();
        }
    }

    @Test
    void a_result_keeps_the_sizes_of_the_tables_its_statements_touched() throws SQLException {
        Map<String, Object> footprint = Map.of(
                "statement",
                "alter table gifts add x int",
                "wal_bytes",
                100L,
                "locks",
                List.of(Map.of("relation", "public.gifts", "kind", "table")));
        Outcome done =
                Outcome.Done.of(Values.of("applied", List.of(Map.of("name", "1_x", "statements", List.of(footprint)))));

        Values result = ((Outcome.Done) TableFigures.with(done, TableFigures.read(own.connection()))).result();

        Tables figures = Tables.of(new Values(entries(result.map().get(Tables.FIELD))));
        assertThat(figures.sizes()).containsOnlyKeys("public.gifts");
        assertThat(figures.cacheBytes()).isPositive();
    }

    @Test
    void a_result_without_footprints_stays_as_it_is() throws SQLException {
        Outcome done = Outcome.Done.of(Values.of("count", 1L));

        assertThat(TableFigures.with(done, TableFigures.read(own.connection()))).isSameAs(done);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> entries(Object value) {
        return (Map<String, Object>) value;
    }
}
