package dev.tminus.app.shell;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tminus.action.ActionContext;
import dev.tminus.action.StepAction;
import dev.tminus.book.ActionType;
import dev.tminus.book.Nothing;
import dev.tminus.book.Values;
import dev.tminus.run.Outcome;
import dev.tminus.run.OutputRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * An executable that stands in for an action in rehearsals. It gets the action's name as its argument and the inputs as
 * one JSON object on standard input; the JSON object it prints is the result. An exit code other than 0 is a failure.
 */
public final class StandInAction implements StepAction {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ActionType type;
    private final String executable;
    private final RunAction run;

    public StandInAction(ActionType type, String executable, RunAction run) {
        this.type = type;
        this.executable = executable;
        this.run = run;
    }

    @Override
    public ActionType type() {
        return type;
    }

    @Override
    public Outcome perform(ActionContext context) throws InterruptedException {
        return outcome(run.perform(asked(context)));
    }

    @Override
    public Outcome lookAfter(ActionContext context) {
        return outcome(run.lookAfter(asked(context)));
    }

    @Override
    public Values pending(ActionContext context) {
        return Values.of("pending", "nothing real: %s stands in for %s".formatted(executable, type.name()));
    }

    @Override
    public List<String> probe(ActionContext context) {
        return run.probe(asked(context));
    }

    private ActionContext asked(ActionContext context) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("command", List.of(executable, type.name()));
        inputs.put("stdin", json(context.inputs()));
        return new StandInContext(context, inputs);
    }

    private Outcome outcome(Outcome of) {
        return of instanceof Outcome.Done done ? answer(done) : of;
    }

    private Outcome answer(Outcome.Done done) {
        Map<String, Object> ran = done.result().map();
        Object code = ran.get("exit_code");
        if (!Long.valueOf(0).equals(code)) {
            return failed("ended with exit code %s".formatted(code), done.output());
        }
        if (!(ran.get("json") instanceof Map<?, ?> fields)) {
            return failed("printed no JSON object", done.output());
        }
        Map<String, Object> result = new LinkedHashMap<>();
        fields.forEach((name, value) -> result.put(String.valueOf(name), value));
        Optional<String> unknown = result.keySet().stream()
                .filter(name -> !type.result().containsKey(name))
                .findFirst();
        if (unknown.isPresent()) {
            return failed(
                    "answered with a field \"%s\", which results of %s do not have; they have: %s"
                            .formatted(unknown.get(), type.name(), names()),
                    done.output());
        }
        Optional<String> verdict = type.verdictField().filter(field -> !result.containsKey(field));
        if (verdict.isPresent()) {
            return failed(
                    "answered without \"%s\", by which %s is judged".formatted(verdict.get(), type.name()),
                    done.output());
        }
        return new Outcome.Done(new Values(result), done.output(), List.of());
    }

    private String names() {
        return String.join(", ", new TreeSet<>(type.result().keySet()));
    }

    private Outcome failed(String what, Optional<OutputRef> output) {
        return new Outcome.Failed(
                "the stand-in %s for %s %s".formatted(executable, type.name(), what), Values.NONE, output);
    }

    private static String json(Map<String, Object> inputs) {
        try {
            return JSON.writeValueAsString(plain(inputs));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("inputs are values that JSON can say", impossible);
        }
    }

    /** A value in JSON's own kinds; {@code null} stands for nothing. */
    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((name, item) -> copy.put(String.valueOf(name), plain(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        return value instanceof Nothing || value.equals(Optional.empty())
                ? JSON.nullNode()
                : value instanceof Optional<?> there ? plain(there.get()) : Values.text(value);
    }
}
