package dev.tminus.app.report;

import dev.tminus.action.SafeText;
import dev.tminus.book.Action;
import dev.tminus.book.Plan;
import dev.tminus.book.Values;
import dev.tminus.run.Place;
import dev.tminus.run.Places;
import dev.tminus.run.RunState;
import dev.tminus.run.Scopes;
import dev.tminus.run.StepState;
import dev.tminus.run.StepStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The remaining steps as commands to type by hand, for the night on which Tminus or its journal is down too. Plain text;
 * secrets stand as their names.
 */
final class EmergencySheet {

    private final Plan plan;
    private final RunState run;
    private final Instant now;
    private final StringBuilder out = new StringBuilder();

    private EmergencySheet(Plan plan, RunState run, Instant now) {
        this.plan = plan;
        this.run = run;
        this.now = now;
    }

    static String render(Plan plan, RunState run, Instant now) {
        EmergencySheet sheet = new EmergencySheet(plan, run, now);
        sheet.head();
        sheet.ahead();
        sheet.open();
        sheet.scenarios();
        return SafeText.lines(sheet.out.toString());
    }

    private void head() {
        line("EMERGENCY SHEET: %s".formatted(plan.runbook().name()));
        line("run %s, runbook %s, environment %s (%s)"
                .formatted(
                        run.start().id(),
                        plan.runbook().id(),
                        plan.environment().name(),
                        plan.environment().weight()));
        line("as the journal stood at " + now.truncatedTo(ChronoUnit.SECONDS) + ": "
                + run.status().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '));
        line("plan digest " + run.planDigest());
        run.window().ifPresent(window -> line("window " + window));
        run.people().forEach((role, people) -> line("  " + role + ": " + String.join(", ", people)));
        line("***name*** stands for a secret; <...> for a value known only later.");
        line("What you do by hand is not journaled: write down who did what and when.");
    }

    private void ahead() {
        title("REMAINING STEPS");
        int before = out.length();
        plan.runbook().phases().forEach(phase -> {
            List<Place> places = open(Places.of(phase));
            if (!run.phase(phase.id()).status().isSettled() && !places.isEmpty()) {
                line("");
                line("-- " + phase.name() + (phase.start().toString().isEmpty() ? "" : " (" + phase.start() + ")"));
                places.forEach(place -> step(place, ""));
            }
        });
        if (out.length() == before) {
            line("none");
        }
    }

    private List<Place> open(List<Place> places) {
        return places.stream()
                .filter(place -> !run.step(place.key()).isSettled())
                .toList();
    }

    /** Effects that are there now, newest first, and how each is taken back. */
    private void open() {
        title("OPEN EFFECTS, AND HOW TO TAKE THEM BACK, NEWEST FIRST");
        if (run.openEffects().isEmpty()) {
            line("none");
        }
        for (String key : run.openEffects()) {
            line("");
            line("effect of " + key);
            Places.find(plan, run, key).ifPresent(this::undo);
        }
    }

    private void undo(Place owner) {
        for (int n = 1; n <= owner.step().effect().undo().size(); n++) {
            Optional<Place> part = Places.find(plan, run, "%s~undo[%d]".formatted(owner.key(), n));
            Object fixed = run.step(owner.key()).product().undo().map().get(String.valueOf(n));
            part.ifPresent(place -> {
                if (fixed instanceof Map<?, ?> inputs && !inputs.isEmpty()) {
                    line("  " + place.key() + ": " + place.step().name());
                    block(Commands.of(place.step().action().key(), Commands.named(inputs)));
                } else {
                    step(place, "  ");
                }
            });
        }
    }

    private void scenarios() {
        plan.runbook().rollbacks().values().forEach(scenario -> {
            title("ROLLBACK " + scenario.id() + ": " + scenario.name());
            line("loses: " + new Commands(Scopes.inScenario(plan, run, scenario.id(), now)).value(scenario.loses()));
            Places.before(scenario).forEach(place -> step(place, ""));
            if (scenario.undo()) {
                String kept = scenario.keepOpen().isEmpty() ? "" : " except " + String.join(", ", scenario.keepOpen());
                line("then take back the open effects above, newest first" + kept);
            }
            Places.of(scenario).forEach(place -> step(place, ""));
        });
    }

    private void step(Place place, String indent) {
        StepState state = run.step(place.key());
        String stands = state.is(StepStatus.PENDING)
                ? ""
                : " [" + state.status().word().toUpperCase(java.util.Locale.ROOT) + "]";
        String by = place.by().isEmpty() ? "" : " (by " + String.join(", ", place.by()) + ")";
        line("");
        line("%s[ ] %s: %s%s%s".formatted(indent, place.key(), place.step().name(), by, stands));
        Commands commands = new Commands(Scopes.at(plan, run, place, now));
        place.step().conditions().when().ifPresent(when -> line(indent + "    only if: " + when.source()));
        Optional.ofNullable(place.step()
                        .conditions()
                        .skipIn()
                        .get(plan.environment().name()))
                .ifPresent(reason -> line(indent + "    skipped here: " + reason));
        place.step()
                .effect()
                .pointOfNoReturn()
                .ifPresent(text -> line(indent + "    POINT OF NO RETURN: " + commands.value(text)));
        place.step().gate().ifPresent(gate -> line(indent + "    needs approval by " + String.join(", ", gate.by())));
        place.step()
                .loop()
                .ifPresent(loop -> line(indent + "    for each " + loop.as() + " in " + commands.value(loop.items())));
        body(place, commands);
        place.step().judgement().expect().forEach(expect -> line(indent + "    expect: " + expect.source()));
        inside(place).forEach(inner -> step(inner, indent + "    "));
    }

    private void body(Place place, Commands commands) {
        if (place.step().loop().isPresent() && !Places.inside(plan, run, place).isEmpty()) {
            return;
        }
        Values written = run.step(place.key()).attempt().inputs();
        if (place.step().action() instanceof Action.Perform perform && !written.isEmpty()) {
            block(Commands.of(perform.key(), Commands.named(written.map())));
        } else {
            block(commands.of(place.step().action()));
        }
    }

    /** What is inside and still to do; of a loop that has not begun, one pass as the pattern of all. */
    private List<Place> inside(Place place) {
        boolean unrolled =
                place.step().loop().isEmpty() || !run.step(place.key()).items().isEmpty();
        return unrolled ? open(Places.inside(plan, run, place)) : List.of();
    }

    private void block(String text) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.forEach(line -> line("      " + line));
    }

    private void title(String title) {
        line("");
        line("=".repeat(78));
        line(title);
        line("=".repeat(78));
    }

    private void line(String line) {
        out.append(line).append('\n');
    }
}
