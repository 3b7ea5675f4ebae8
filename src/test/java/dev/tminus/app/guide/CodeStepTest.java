package dev.tminus.app.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.guide.DraftStep.Doing;
import dev.tminus.app.guide.Guide.Part.Code;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which blocks of a guide can run unattended. */
class CodeStepTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "less preview.sql ~ less needs a terminal",
                "sudo PAGER=x vim a ~ vim needs a terminal",
                "cat a | tail -n 5 -F ~ does not end by itself",
                "journalctl -u app -f ~ does not end by itself",
                "psql \"$DATABASE_URL\" ~ opens a psql session",
                "ssh db1 ~ ssh needs a terminal",
                "npx prisma migrate reset ~ asks questions",
                "createdb <name> ~ stands for something else",
                "createdb YOUR_DB ~ stands for something else",
                "pg_dump postgresql://a:s3cret@h/d ~ password",
                "PGPASSWORD=hunter2 pg_dump ~ password",
                "export A=1 ~ only sets up the shell",
                "# nothing but words ~ only sets up the shell",
                "echo ${{ inputs.a }} ~ reads as an expression",
            })
    void a_person_does_what_asks_waits_or_is_not_complete(String script, String reason) {
        CodeStep step = CodeStep.of(new Code("bash", script + "\n", 7), "Do it", "Step 1");

        assertThat(step.doing()).isEqualTo(new Doing.Manual("Do it"));
        assertThat(step.review()).contains(reason).contains("line 7");
        assertThat(String.join("\n", step.help())).doesNotContain("s3cret").doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pg_dump -d a > b-$(date +%s).sql",
                "echo \"less is more; vim\"",
                "echo 'it <b> tail -f' # vim",
                "psql -f a.sql",
                "pg_dump a | psql",
                "psql -Atc 'select 1'",
                "cd app && npm ci",
                "ssh db1 uptime now",
                "PGPASSWORD=$PW pg_dump a",
                "psql $DATABASE_URL -c \"\\dt\"",
                "curl -u \"$USER:$TOKEN\" https://h/x",
                "./less-is-more.sh"
            })
    void what_ends_by_itself_runs_as_it_stands(String script) {
        boolean quotedPlaceholder = script.contains("<b>");
        CodeStep step = CodeStep.of(new Code("sh", script + "\n", 7), "Do it", "Step 1");

        assertThat(step.doing())
                .isEqualTo(quotedPlaceholder ? new Doing.Manual("Do it") : new Doing.Run(script + "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "\\dt ~ commands of psql",
                "select :'name' ~ variables of psql",
                "BEGIN; delete from a; COMMIT; ~ transactions itself",
                "COPY a FROM STDIN; ~ terminal",
                "-- only words ~ no statement",
                "CREATE INDEX CONCURRENTLY i ON a (b); ANALYZE a; ~ outside a transaction",
            })
    void sql_that_a_step_cannot_run_goes_to_a_person(String sql, String reason) {
        CodeStep step = CodeStep.of(new Code("sql", sql, 7), "Do it", "Step 1");

        assertThat(step.doing()).isInstanceOf(Doing.Manual.class);
        assertThat(step.review()).contains(reason);
    }

    @Test
    void commands_behind_prompts_are_a_script_and_output_makes_it_a_session() {
        CodeStep commands = CodeStep.of(new Code("console", "$ ls\n$ pwd\n", 7), "Do it", "Step 1");
        CodeStep session = CodeStep.of(new Code("console", "$ ls\na b\n", 7), "Do it", "Step 1");

        assertThat(commands.doing()).isEqualTo(new Doing.Run("ls\npwd\n"));
        assertThat(session.doing()).isEqualTo(new Doing.Manual("Do it"));
    }

    @Test
    void only_statements_that_read_are_marked_read_only() {
        assertThat(SqlReview.readOnly("select 'drop table a'; -- delete\nSELECT 2;"))
                .isTrue();
        assertThat(SqlReview.readOnly("select 1; update a set b = 1")).isFalse();
        assertThat(SqlReview.readOnly("SELECT pg_reload_conf()")).isFalse();
        assertThat(SqlReview.readOnly("select * into b from a")).isFalse();
    }

    @Test
    void a_cast_after_text_is_no_variable_and_quoted_words_destroy_nothing() {
        assertThat(SqlReview.byHand("select '[]'::jsonb, 'DROP'::text")).isEmpty();
        assertThat(SqlReview.destructive("select 'DROP'")).isFalse();
        assertThat(SqlReview.destructive("truncate a")).isTrue();
    }

    @Test
    void what_destroys_needs_an_approval_beside_it() {
        String yaml = AnyGuideTest.yaml("# A\n## Step 1: Clean\n```sql\nDELETE FROM a;\n```\n```sh\nrm -rf old\n```\n");

        assertThat(yaml.split("destructive: true\n {8}approve: \\{ by: \\[dba\\], need: 1 \\}", -1))
                .hasSize(3);
    }
}
