package dev.tminus.app.postgres.verdict;

import dev.tminus.app.postgres.verdict.Verdict.Kind;
import dev.tminus.app.postgres.verdict.Verdict.Resolve;
import java.util.ArrayList;
import java.util.List;

/**
 * A verdict in words, with what fits it and the commands to go on.
 *
 * @param open whether a record stands in the way of going on
 * @param goesOn whether another attempt of the step goes on where this one stopped
 */
public record Advice(String run, String step, Tool tool, boolean open, boolean goesOn) {

    /** Whose records they are, and where its migrations lie. */
    public record Tool(boolean prisma, String directory) {}

    /** More objects than these are counted. */
    private static final int SHOWN = 12;

    /** Line by line, the verdict first. */
    public List<String> lines(Verdict verdict) {
        List<String> lines = new ArrayList<>();
        lines.add("Verdict on %s: %s. %s"
                .formatted(verdict.migration(), verdict.kind().words(), verdict.because()));
        if (verdict.kind() != Kind.ROLLED_BACK) {
            listed("There", verdict.there(), lines);
        }
        if (verdict.kind() != Kind.COMMITTED_UNRECORDED) {
            listed("Not there", verdict.missing(), lines);
        }
        lines.add("Fits: " + fits(verdict.kind()));
        next(verdict).forEach(line -> lines.add("Next: " + line));
        return lines;
    }

    private static void listed(String head, List<String> things, List<String> lines) {
        if (!things.isEmpty()) {
            lines.add("%s: %s%s"
                    .formatted(
                            head,
                            String.join("; ", things.stream().limit(SHOWN).toList()),
                            things.size() > SHOWN ? "; and %d more".formatted(things.size() - SHOWN) : ""));
        }
    }

    private static String fits(Kind kind) {
        return switch (kind) {
            case ROLLED_BACK ->
                "\"migration failed midway\", but nothing is to be dropped and no backup to be restored.";
            case COMMITTED_UNRECORDED -> "no scenario for a failure: the migration is in; only its record is missing.";
            case HALF_APPLIED -> "\"migration failed midway\": what is there must be finished or taken away.";
            case OPEN -> "no scenario yet: look first.";
        };
    }

    private List<String> next(Verdict verdict) {
        String retry = "tminus retry %s %s --reason ...".formatted(run, step);
        return switch (verdict.kind()) {
            case ROLLED_BACK ->
                open
                        ? List.of(
                                "mend the cause, then %s".formatted(resolve(verdict, Resolve.ROLLED_BACK)),
                                "then " + retry)
                        : List.of("mend the cause, then " + retry);
            case COMMITTED_UNRECORDED -> List.of(resolve(verdict, Resolve.APPLIED), "then " + retry);
            case HALF_APPLIED -> half(verdict, retry);
            case OPEN ->
                List.of(
                        "where all of it is there: " + resolve(verdict, Resolve.APPLIED),
                        "where nothing of it is there: " + resolve(verdict, Resolve.ROLLED_BACK),
                        "then " + retry);
        };
    }

    private List<String> half(Verdict verdict, String retry) {
        List<String> lines = new ArrayList<>();
        if (goesOn) {
            lines.add("mend the cause; %s goes on with the statement that failed".formatted(retry));
        }
        lines.add("to go back: take away what is there (pg.cleanup: { step: %s }), then %s"
                .formatted(step, resolve(verdict, Resolve.ROLLED_BACK)));
        lines.add("to go forward by hand: do the rest, then %s".formatted(resolve(verdict, Resolve.APPLIED)));
        return lines;
    }

    private String resolve(Verdict verdict, Resolve resolve) {
        String own = "pg.resolve: { migration: %s, as: %s }".formatted(verdict.migration(), resolve.word());
        String here = "DATABASE_URL=... tminus prisma-status resolve %s %s %s \"%s\""
                .formatted(
                        tool.prisma() ? "--migrations" : "--plain",
                        tool.directory(),
                        resolve.option(),
                        verdict.migration());
        return tool.prisma()
                ? "npx prisma migrate resolve %s \"%s\", or %s, or %s"
                        .formatted(resolve.option(), verdict.migration(), own, here)
                : own + ", or " + here;
    }
}
