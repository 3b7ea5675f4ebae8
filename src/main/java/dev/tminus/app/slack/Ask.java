package dev.tminus.app.slack;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import dev.tminus.notice.Notice;
import dev.tminus.notice.Question;
import java.util.Optional;

/**
 * What a button stands for: which answer to which question. It travels to Slack and back, so nothing in it is trusted:
 * whether the question is still open, and whether this person may answer, is looked up when it comes back.
 *
 * @param act {@code approve}, {@code reject}, {@code decide}, {@code done}, {@code fail}, {@code answer}, {@code confirm} or {@code deny}
 * @param digest what was shown
 * @param since when the question was asked
 */
record Ask(String run, String step, String act, String option, String digest, String since) {

    private static final Gson GSON = new Gson();

    static Ask of(Notice notice, Question question, String act, String option) {
        return new Ask(
                notice.run(),
                notice.step(),
                act,
                option,
                question.digest(),
                question.since().toString());
    }

    String text() {
        return GSON.toJson(this);
    }

    /** Empty where the text is none of ours. */
    static Optional<Ask> read(String text) {
        try {
            Ask ask = GSON.fromJson(text, Ask.class);
            return Optional.ofNullable(ask).filter(Ask::isWhole);
        } catch (JsonSyntaxException notOurs) {
            return Optional.empty();
        }
    }

    /** Gson leaves out what is missing, whatever the record says. */
    @SuppressWarnings("ConstantValue")
    private boolean isWhole() {
        return run != null && step != null && act != null && option != null && digest != null && since != null;
    }
}
