package dev.tminus.app.postgres.grammar;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GrammarTest {

    /** The build of libpg_query that docs/development.md names; another file is another grammar. */
    private static final String DIGEST = "378b64e6182f65c71ad5dbd2c31c81e9dfed7d2f2debfb4b51c0d0de8fa2ae36";

    @Test
    void every_kind_of_statement_is_read_and_has_the_tag_of_the_server() throws IOException {
        List<String[]> known = known();
        String script = known.stream().map(pair -> pair[1]).collect(joining(";\n"));

        List<Statement> statements = Grammar.parse(script).statements();

        assertThat(known).hasSizeGreaterThanOrEqualTo(150);
        assertThat(statements).extracting(Statement::text).containsExactlyElementsOf(texts(known, 1));
        assertThat(statements).extracting(Statement::tag).containsExactlyElementsOf(texts(known, 0));
    }

    @Test
    void statements_end_where_the_server_ends_them() {
        String script = """
                -- a; comment
                SELECT ';' AS "a;b" /* ; /* ; */ ; */;;
                DO $x$ BEGIN PERFORM 1; END $x$;
                CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;
                CREATE RULE r AS ON INSERT TO v DO (NOTIFY a; NOTIFY b);
                SELECT E'\\';', U&'\\0041;' -- the last
                """;

        assertThat(Grammar.parse(script).statements())
                .extracting(Statement::tag)
                .containsExactly("SELECT", "DO", "CREATE FUNCTION", "CREATE RULE", "SELECT");
    }

    @Test
    void places_count_lines_and_characters_and_bytes() {
        String script = "\uFEFF-- grün 🎁\n  SELECT 'é🎁' ;\nDROP TABLE x";

        List<Statement> statements = Grammar.parse(script).statements();

        assertThat(statements.get(0).start()).hasToString("2:3");
        assertThat(statements.get(0).end()).hasToString("2:14");
        assertThat(statements.get(0).text()).isEqualTo("SELECT 'é🎁'");
        assertThat(statements.get(1).start()).hasToString("3:1");
        assertThat(new String(script.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                        .substring(statements.get(1).start().offset()))
                .isEqualTo("DROP TABLE x");
        assertThat(statements.get(1).endByte()).isEqualTo(script.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void a_node_leads_back_to_where_it_was_written() {
        Statement statement = Grammar.parse("-- ü\nALTER TABLE gifts\n  ADD net int,\n  ADD gross int")
                .statements()
                .get(0);

        List<String> columns = statement
                .tree()
                .all("ColumnDef")
                .map(column -> statement.placeOf(column).toString())
                .toList();

        assertThat(columns).containsExactly("3:7", "4:7");
    }

    @Test
    void a_mistake_is_told_in_the_servers_words_with_its_place() {
        assertThatThrownBy(() -> Grammar.parse("SELECT 1;\n-- größe\nALTER TABEL gifts;"))
                .isInstanceOf(SyntaxMistake.class)
                .hasMessage("line 3, column 7: syntax error at or near \"TABEL\"");
        assertThatThrownBy(() -> Grammar.parse("SELECT (1"))
                .hasMessage("line 1, column 10: syntax error at end of input");
        assertThatThrownBy(() -> Grammar.parse("SELECT 'open"))
                .hasMessageContaining("unterminated quoted string at or near \"'open\"");
    }

    @Test
    void what_no_server_can_read_is_refused_before_it_is_asked() {
        assertThatThrownBy(() -> Grammar.parse("SELECT '\0'"))
                .hasMessage("line 1, column 9: a NUL character, which no PostgreSQL text can hold");
        assertThatThrownBy(() -> Grammar.parse("--" + "x".repeat(Grammar.MOST_CHARACTERS)))
                .hasMessageContaining("longer than 1 MiB");
        assertThatThrownBy(() -> Grammar.parse("SELECT 1;\n\\connect other\n"))
                .hasMessageContaining("a backslash outside a string belongs to psql");
    }

    @Test
    void the_parser_goes_on_after_many_mistakes() {
        for (int mistake = 0; mistake < 50; mistake++) {
            assertThatThrownBy(() -> Grammar.parse("SELEC 1")).isInstanceOf(SyntaxMistake.class);
        }

        assertThat(Grammar.parse("SELECT 1; SELECT 2").statements()).hasSize(2);
    }

    @Test
    void an_empty_text_has_no_statements() {
        assertThat(Grammar.parse("").statements()).isEmpty();
        assertThat(Grammar.parse(" -- nothing\n ; /* at all */ ;").statements()).isEmpty();
    }

    @Test
    void the_parser_is_the_one_that_was_chosen() throws Exception {
        try (InputStream in = Objects.requireNonNull(Grammar.class.getResourceAsStream("libpg-query.wasm"))) {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());

            assertThat(HexFormat.of().formatHex(digest)).isEqualTo(DIGEST);
        }
    }

    private static List<String> texts(List<String[]> known, int part) {
        return known.stream().map(pair -> pair[part]).toList();
    }

    private static List<String[]> known() throws IOException {
        try (InputStream in = Objects.requireNonNull(GrammarTest.class.getResourceAsStream("statements.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(" \\| ", 2))
                    .toList();
        }
    }
}
