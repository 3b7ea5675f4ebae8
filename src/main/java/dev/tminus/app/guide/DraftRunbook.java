package dev.tminus.app.guide;

import dev.tminus.app.guide.DraftStep.Doing;
import dev.tminus.app.guide.DraftStep.Phase;
import dev.tminus.app.guide.DraftStep.Scenario;
import java.util.List;
import java.util.Optional;

/** A runbook drafted from a Markdown guide: it validates, and says by itself what a person must still look at. */
public final class DraftRunbook {
    /** What a runbook file can hold: a draft that does not validate would be of no use. */
    private static final int MAX_STEPS = 20_000;

    /** Headings, items and blocks of a guide; more is no page that a person wrote, and is refused before the work. */
    private static final int MAX_PARTS = 30_000;

    private static final int MAX_CHARACTERS = 2 << 20;

    private final Yaml yaml = new Yaml();
    private final Draft draft;

    private DraftRunbook(Draft draft) {
        this.draft = draft;
    }

    /**
     * The YAML text of the draft.
     *
     * @param markdown the bytes of the guide
     * @param file its name, for the messages and the heading comment
     * @throws GuideException where the bytes are not a readable text
     */
    public static String of(byte[] markdown, String file) {
        Guide guide = GuideReader.read(markdown, file);
        long parts =
                guide.root().all().mapToLong(s -> 1 + s.deepParts().count()).sum();
        if (parts > MAX_PARTS) {
            throw tooLarge(file, parts + " sections and items", MAX_PARTS);
        }
        Draft draft = Draft.of(guide);
        long steps = draft.steps().count();
        if (steps > MAX_STEPS) {
            throw tooLarge(file, steps + " steps", MAX_STEPS);
        }
        String text = new DraftRunbook(draft).write(guide, file);
        if (text.length() > MAX_CHARACTERS) {
            throw tooLarge(file, text.length() + " characters", MAX_CHARACTERS);
        }
        return text;
    }

    private static GuideException tooLarge(String file, String size, int limit) {
        return new GuideException(
                "%s would make a runbook of %s; one may have at most %d. Split the guide and draft the parts."
                        .formatted(file, size, limit));
    }

    private String write(Guide guide, String file) {
        DraftHeading.write(yaml, guide, draft, file);
        yaml.line(0, "runbook: v1").line(0, "id: " + draft.id()).entry(0, "name", draft.name());
        yaml.blank();
        if (draft.hasDates()) {
            yaml.line(0, "inputs:");
            yaml.line(1, "window: { type: window, sets: run.window, help: Planned start and length of the migration }");
            yaml.blank();
        }
        yaml.line(0, "roles:").line(1, "release_manager: {}").line(1, "dba: {}").line(1, "engineer: {}");
        yaml.blank();
        if (draft.steps().anyMatch(step -> step.condition().isPresent())) {
            yaml.line(0, "vars:");
            yaml.line(1, "platform: self_hosted                   # REVIEW: or rds; chooses between the paired steps");
            yaml.blank();
        }
        yaml.line(0, "secrets:")
                .line(1, "database_url: { from: env, name: DATABASE_URL }")
                .blank();
        yaml.line(0, "connections:")
                .line(1, "main: { url: \"${{ secrets.database_url }}\" }")
                .blank();
        yaml.line(0, "environments:").line(1, "staging:").line(2, "rehearsal: true");
        yaml.line(1, "production:")
                .line(2, "policy: { self_approval: false, confirm: type_id }")
                .blank();
        yaml.line(0, "phases:");
        draft.phases().forEach(this::phase);
        if (!draft.scenarios().isEmpty()) {
            yaml.blank().line(0, "rollbacks:");
            draft.scenarios().forEach(this::scenario);
        }
        return yaml.toString();
    }

    private void phase(Phase phase) {
        phase.review().ifPresent(words -> yaml.comment(1, "REVIEW: " + words));
        yaml.line(1, "- id: " + phase.id()).entry(2, "name", phase.name());
        when(phase);
        yaml.line(2, "steps:");
        phase.steps().forEach(step -> step(step, DestructiveGate.OWN));
    }

    private void when(Phase phase) {
        if (phase.timing().soonAfter() && draft.during().isPresent()) {
            yaml.line(
                    2,
                    "after: %s + %s"
                            .formatted(draft.during().get().id(), phase.timing().length()));
        } else if (phase.timing().dated()) {
            yaml.line(2, "at: " + phase.timing().at());
        }
        if (phase.timing().equals(Timing.AT_T)) {
            yaml.line(2, "window: required");
            List<String> earlier = draft.phases().stream()
                    .takeWhile(p -> !p.id().equals(phase.id()))
                    .map(Phase::id)
                    .toList();
            if (!earlier.isEmpty()) {
                yaml.list(2, "requires", earlier);
            }
        }
    }

    private void scenario(Scenario scenario) {
        yaml.line(1, "- id: " + scenario.id()).entry(2, "name", scenario.name());
        scenario.symptoms().ifPresent(words -> yaml.entry(2, "symptoms", words));
        yaml.comment(
                2,
                "REVIEW: say which data this loses, and name the steps that lead here (on_failure: rollback/%s)"
                        .formatted(scenario.id()));
        yaml.entry(
                2,
                "loses",
                scenario.loses()
                        .map(words -> "REVIEW: " + words)
                        .orElse("REVIEW: the guide does not say which data is lost"));
        yaml.line(2, "approve: { by: [dba, release_manager], need: 1 }");
        yaml.line(2, "steps:");
        scenario.steps().forEach(step -> step(step, DestructiveGate.SCENARIO));
    }

    /** Who approves a destructive step: somebody beside it, or whoever approved its scenario. */
    private enum DestructiveGate {
        OWN,
        SCENARIO
    }

    private void step(DraftStep step, DestructiveGate gate) {
        step.review().ifPresent(words -> yaml.comment(3, "REVIEW: " + words));
        yaml.line(3, "- id: " + step.id()).entry(4, "name", step.name());
        yaml.line(4, "by: " + OwnerRole.of(step));
        step.condition().ifPresent(condition -> yaml.line(4, "if: " + condition));
        boolean destructive = action(step.doing());
        if (destructive) {
            yaml.line(4, "destructive: true");
            if (gate == DestructiveGate.OWN) {
                yaml.line(4, "approve: { by: [dba], need: 1 }");
            }
        }
        if (!step.help().isEmpty()) {
            yaml.text(4, "help", String.join("\n", step.help()));
        }
    }

    /** Writes the action and tells whether it destroys something. */
    private boolean action(Doing doing) {
        if (doing instanceof Doing.Run run) {
            yaml.block(4, "run", run.script());
            if (ShellReview.usesDatabaseUrl(run.script())) {
                yaml.line(4, "env: { DATABASE_URL: \"${{ secrets.database_url }}\" }");
            }
            return ShellReview.destructive(run.script());
        }
        if (doing instanceof Doing.Sql sql) {
            yaml.line(4, "sql:").line(5, "db: main").block(5, "text", sql.text());
            sqlOption(sql.text()).ifPresent(option -> yaml.line(5, option));
            return SqlReview.destructive(sql.text());
        }
        yaml.text(4, "manual", doing instanceof Doing.Manual manual ? manual.text() : "");
        return false;
    }

    private static Optional<String> sqlOption(String sql) {
        if (SqlReview.readOnly(sql)) {
            return Optional.of("read_only: true");
        }
        return SqlReview.outsideTransaction(sql) ? Optional.of("transaction: none") : Optional.empty();
    }
}
