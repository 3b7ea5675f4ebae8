package dev.tminus.app.postgres.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.postgres.migrate.Sending.Manner;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ONE_TRANSACTION | create table a (id int); do $$ begin perform 1; end $$",
                "ONE_TRANSACTION | alter table a add b int",
                "ONE_TRANSACTION | alter type mood add value 'x'; lock table a",
                "WHOLE | begin; select 1; commit",
                "WHOLE | savepoint s; select 1",
                "WHOLE | set transaction isolation level serializable; select 1",
                "WHOLE | set role owner; select 1",
                "WHOLE | select set_config('role', 'owner', false); select 1",
                "WHOLE | select statement_timestamp(); select 1",
                "WHOLE | copy a from stdin; select 1",
                "WHOLE | vacuum a; select 1",
                "WHOLE | drop index concurrently a_id; select 1",
                "WHOLE | do $$ begin commit; end $$",
                "WHOLE | lock table a",
                "WHOLE | set local lock_timeout = 1",
                "WHOLE | create tabel a",
                "WHOLE | -- nothing",
                "EACH_ALONE | create index concurrently a_id on a (id)",
                "EACH_ALONE | set lock_timeout = 5; create index concurrently a_id on a (id)",
                "EACH_ALONE | vacuum a"
            })
    void a_prisma_script_is_divided_only_where_nobody_can_tell(Manner manner, String script) {
        assertThat(Sending.prisma(script).manner()).isEqualTo(manner);
    }

    @Test
    void an_index_is_known_by_the_schema_of_its_table() throws SQLException {
        Sending sending = Sending.outsideTransaction(
                "create index concurrently \"By Day\" on shop.gifts (day); drop index concurrently shop.old");

        assertThat(sending.parts())
                .extracting(part -> part.index().orElseThrow())
                .containsExactly("shop.\"By Day\"", "shop.old");
    }

    @Test
    void a_file_that_the_grammar_does_not_read_is_divided_by_the_driver_and_nothing_is_claimed_of_it()
            throws SQLException {
        Sending sending = Sending.outsideTransaction("create tabel a; select 1");

        assertThat(sending.parts()).extracting(Part::nature).containsOnly(Part.Nature.ONCE);
        assertThat(sending.changesRole()).isTrue();
    }
}
