package dev.tminus.engine;

import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.book.ActionType;
import dev.tminus.book.ActionType.Repeat;
import dev.tminus.book.ActionType.Shape;
import dev.tminus.book.Type.Simple;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import dev.tminus.run.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An action that does what the runbook tells it: leaves an effect in the {@link World}, or fails, or takes its time.
 *
 * <p>{@code test.do} may not be repeated, {@code test.checked} finds out what became of it, {@code test.look} only looks.
 */
final class ScriptedAction implements StepAction {

    private static final Shape TEXT = new Shape.Leaf(Simple.STRING);
    private static final Shape INT = new Shape.Leaf(Simple.INT);

    private final String name;
    private final Repeat repeat;
    private final World world;

    private ScriptedAction(String name, Repeat repeat, World world) {
        this.name = name;
        this.repeat = repeat;
        this.world = world;
    }

    static List<ScriptedAction> all(World world) {
        return List.of(
                new ScriptedAction("test.do", Repeat.NEVER, world),
                new ScriptedAction("test.checked", Repeat.CHECK_FIRST, world),
                new ScriptedAction("test.look", Repeat.SAFE, world));
    }

    @Override
    public ActionType type() {
        return new ActionType(
                name,
                "Does as told",
                Optional.of(ActionType.Key.required("effect", TEXT, "The effect it leaves")),
                List.of(
                        ActionType.Key.required("effect", TEXT, "The effect it leaves"),
                        ActionType.Key.optional("fails", INT, "How often it fails first"),
                        ActionType.Key.optional("locked", INT, "How often only a person can help first"),
                        ActionType.Key.optional("breaks", INT, "How often nobody knows its end first"),
                        ActionType.Key.optional("later", INT, "How often it answers not yet"),
                        ActionType.Key.optional("creates", TEXT, "A resource it makes"),
                        ActionType.Key.optional("removes", TEXT, "A resource it takes away"),
                        ActionType.Key.optional("secret", TEXT, "A secret").withSecrets()),
                List.of(),
                Map.of("tries", Simple.INT, "name", Simple.STRING, "there", Simple.BOOL),
                repeat,
                ActionType.DryRun.PRINT,
                Optional.empty(),
                name + ": effect");
    }

    @Override
    public Outcome perform(ActionContext context) {
        Map<String, Object> inputs = context.inputs();
        String effect = String.valueOf(inputs.get("effect"));
        if (repeat == Repeat.SAFE) {
            int tries = world.tried(context.step());
            return tries <= number(inputs, "fails")
                    ? Outcome.Failed.because("cannot look yet")
                    : Outcome.Done.of(values(effect, tries));
        }
        if (number(inputs, "later") > 0) {
            return later(context, effect, number(inputs, "later"));
        }
        int tries = world.tried(context.step());
        if (tries <= number(inputs, "locked")) {
            return Outcome.Failed.forPerson("sign in again");
        }
        if (tries <= number(inputs, "breaks")) {
            return new Outcome.Unknown("the line went dead");
        }
        if (tries <= number(inputs, "fails")) {
            return Outcome.Failed.because("told to fail");
        }
        if (!happened(context, effect)) {
            return Outcome.Failed.because("a newer engine has fenced this one out");
        }
        return new Outcome.Done(
                values(effect, tries),
                Optional.empty(),
                things(inputs, "creates", context.step()),
                things(inputs, "removes", context.step()));
    }

    private static List<Resource> things(Map<String, Object> inputs, String key, String step) {
        return inputs.get(key) instanceof String name ? List.of(new Resource("thing", name, step)) : List.of();
    }

    /** Begins once, whoever asks, and ends after so many looks. */
    private Outcome later(ActionContext context, String effect, long looks) {
        if (!world.has(effect) && !happened(context, effect)) {
            return Outcome.Failed.because("a newer engine has fenced this one out");
        }
        long seen = context.earlier().find("seen").map(Long.class::cast).orElse(0L) + 1;
        return seen > looks
                ? Outcome.Done.of(values(effect, (int) seen))
                : new Outcome.NotYet(
                        Duration.ofSeconds(30),
                        Values.of("seen", seen).and("status", "creating"),
                        things(context.inputs(), "creates", context.step()));
    }

    private boolean happened(ActionContext context, String effect) {
        return world.happened(new World.Effect(effect, context.step(), context.attempt(), context.epoch()));
    }

    private Values values(String effect, int tries) {
        return Values.of("tries", (long) tries).and("name", effect).and("there", world.has(effect));
    }

    private static long number(Map<String, Object> inputs, String name) {
        return inputs.get(name) instanceof Long given ? given : 0;
    }

    @Override
    public Outcome lookAfter(ActionContext context) {
        world.fence(context.epoch());
        String effect = String.valueOf(context.inputs().get("effect"));
        return world.effects().stream()
                .filter(found -> found.step().equals(context.step()) && found.attempt() == context.attempt())
                .findFirst()
                .<Outcome>map(found -> Outcome.Done.of(values(effect, 1)))
                .orElseGet(() -> new Outcome.Absent("it left no trace"));
    }

    @Override
    public Values figures(ActionContext context) {
        return world.figures();
    }

    @Override
    public Values pending(ActionContext context) {
        if ("unshowable".equals(context.inputs().get("effect"))) {
            throw new IllegalStateException("no line to the server");
        }
        return Values.of("pending", "would do " + context.inputs().get("effect"));
    }
}
