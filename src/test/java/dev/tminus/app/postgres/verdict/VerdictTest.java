package dev.tminus.app.postgres.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tminus.app.postgres.grammar.Name;
import dev.tminus.app.postgres.verdict.Effect.Kind;
import dev.tminus.app.postgres.verdict.Effect.Way;
import dev.tminus.app.postgres.verdict.Evidence.Answer;
import dev.tminus.app.postgres.verdict.Evidence.Progress;
import dev.tminus.app.postgres.verdict.Evidence.Schema;
import dev.tminus.app.postgres.verdict.Trace.State;
import dev.tminus.app.postgres.verdict.Verdict.Resolve;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {

    @Test
    void what_is_there_of_one_transaction_and_was_not_before_proves_that_all_of_it_is() {
        Verdict verdict = together(Answer.NONE, trace(1, State.ABSENT, State.THERE));

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.COMMITTED_UNRECORDED);
        assertThat(verdict.resolve()).contains(Resolve.APPLIED);
    }

    @Test
    void what_is_not_there_of_one_transaction_proves_that_nothing_is() {
        Verdict verdict = together(Answer.NONE, trace(2, State.UNKNOWN, State.ABSENT));

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.ROLLED_BACK);
        assertThat(verdict.resolve()).contains(Resolve.ROLLED_BACK);
    }

    @Test
    void what_may_have_been_there_before_proves_nothing() {
        assertThat(together(Answer.NONE, trace(1, State.UNKNOWN, State.THERE)).kind())
                .isEqualTo(Verdict.Kind.OPEN);
        assertThat(together(Answer.NONE, trace(1, State.THERE, State.THERE)).kind())
                .isEqualTo(Verdict.Kind.OPEN);
    }

    @Test
    void a_transaction_of_which_only_a_part_is_there_was_not_alone() {
        Verdict verdict =
                together(Answer.NONE, trace(1, State.ABSENT, State.THERE), trace(2, State.ABSENT, State.ABSENT));

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.OPEN);
        assertThat(verdict.because()).contains("others changed the schema too");
    }

    @Test
    void the_servers_error_and_the_record_that_commits_with_it_count_more_than_what_is_seen() {
        Trace there = trace(1, State.ABSENT, State.THERE);

        assertThat(together(Answer.ERROR, there).kind()).isEqualTo(Verdict.Kind.ROLLED_BACK);
        assertThat(together(Answer.MARKER_ABSENT, there).kind()).isEqualTo(Verdict.Kind.ROLLED_BACK);
        assertThat(together(Answer.MARKER_THERE).kind()).isEqualTo(Verdict.Kind.COMMITTED_UNRECORDED);
    }

    @Test
    void a_schema_as_rehearsed_proves_the_commit_where_nothing_else_does() {
        assertThat(of(true, Answer.NONE, Progress.NONE, Schema.AS_REHEARSED, false)
                        .kind())
                .isEqualTo(Verdict.Kind.COMMITTED_UNRECORDED);
        assertThat(of(true, Answer.NONE, Progress.NONE, Schema.UNCHANGED, false).because())
                .contains("must be looked for in the data");
    }

    @Test
    void statements_that_stand_alone_are_half_applied_up_to_the_last_that_is_seen() {
        Verdict verdict = apart(
                0,
                trace(1, State.ABSENT, State.THERE),
                trace(2, State.ABSENT, State.INVALID),
                trace(3, State.ABSENT, State.ABSENT));

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.HALF_APPLIED);
        assertThat(verdict.there())
                .containsExactly("column gifts.c1 (statement 1)", "column gifts.c2 (statement 2), invalid");
        assertThat(verdict.missing()).containsExactly("column gifts.c3 (statement 3)");
        assertThat(verdict.resolve()).isEmpty();
    }

    @Test
    void statements_that_were_done_and_have_been_taken_back_are_not_done() {
        Verdict verdict = apart(2, trace(1, State.ABSENT, State.ABSENT));

        assertThat(verdict.kind()).isEqualTo(Verdict.Kind.ROLLED_BACK);
    }

    @Test
    void nothing_is_said_while_another_session_migrates() {
        assertThat(of(true, Answer.ERROR, Progress.NONE, Schema.UNKNOWN, true).kind())
                .isEqualTo(Verdict.Kind.OPEN);
    }

    @Test
    void the_advice_names_what_is_there_the_scenario_and_the_command_of_prisma() {
        Advice advice = new Advice("r-1", "apply", new Advice.Tool(true, "prisma/migrations"), true, false);

        List<String> lines = advice.lines(together(Answer.NONE, trace(1, State.ABSENT, State.THERE)));

        assertThat(lines)
                .contains("There: column gifts.c1 (statement 1)")
                .contains(
                        "Next: npx prisma migrate resolve --applied \"1_init\", or pg.resolve: { migration: 1_init, as: applied }"
                                + ", or DATABASE_URL=... tminus prisma-status resolve --migrations prisma/migrations --applied \"1_init\"")
                .contains("Next: then tminus retry r-1 apply --reason ...")
                .anyMatch(line -> line.startsWith("Fits: no scenario for a failure"));
    }

    private static Verdict together(Answer answer, Trace... traces) {
        return of(true, answer, Progress.NONE, Schema.CHANGED, false, traces);
    }

    private static Verdict apart(int done, Trace... traces) {
        return of(false, Answer.NONE, new Progress(done, 0), Schema.CHANGED, false, traces);
    }

    private static Verdict of(
            boolean together, Answer answer, Progress progress, Schema schema, boolean busy, Trace... traces) {
        return Verdict.of(new Evidence("1_init", together, 3, answer, progress, List.of(traces), schema, busy));
    }

    private static Trace trace(int statement, State before, State now) {
        Effect effect =
                new Effect(statement, Kind.COLUMN, Name.of("c" + statement), Optional.of(Name.of("gifts")), Way.MADE);
        return new Trace(effect, before, now);
    }
}
