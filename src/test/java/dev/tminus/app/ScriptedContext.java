package dev.tminus.app;

import dev.tminus.action.Masker;
import dev.tminus.book.Values;
import dev.tminus.run.OutputRef;
import dev.tminus.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an action is given, as a test writes it: inputs, connections and secrets; output is remembered. */
public final class ScriptedContext extends PlainContext {

    private final Map<String, Map<String, Object>> connections = new LinkedHashMap<>();
    private final Map<String, Values> results = new LinkedHashMap<>();
    private final StringBuilder output = new StringBuilder();
    private Masker masker = new Masker(List.of());
    private Optional<Values> rehearsed = Optional.empty();
    private Values earlier = Values.NONE;
    private String step = "apply";
    private boolean rehearsal;
    private Optional<Instant> deadline = Optional.empty();
    private boolean destructive;
    private boolean capturesSecret;
    private int attempt = 1;
    private long epoch = 1;
    private RunId run = RunId.random(Instant.parse("2026-12-01T00:00:00Z"));

    public ScriptedContext(Path folder) {
        super(folder);
        try {
            Files.createDirectories(privateFolder());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public ScriptedContext with(String input, Object value) {
        inputs.put(input, value);
        return this;
    }

    public ScriptedContext without(String input) {
        inputs.remove(input);
        return this;
    }

    public ScriptedContext connection(String name, Map<String, Object> settings) {
        connections.put(name, settings);
        return this;
    }

    public ScriptedContext secrets(String... values) {
        masker = new Masker(List.of(values));
        return this;
    }

    public ScriptedContext capturingSecret() {
        capturesSecret = true;
        return this;
    }

    @Override
    public boolean capturesSecret() {
        return capturesSecret;
    }

    public ScriptedContext approvedAsDestructive() {
        destructive = true;
        return this;
    }

    @Override
    public boolean destructive() {
        return destructive;
    }

    public ScriptedContext step(String key) {
        step = key;
        return this;
    }

    public ScriptedContext attempt(int number) {
        attempt = number;
        return this;
    }

    public ScriptedContext epoch(long number) {
        epoch = number;
        return this;
    }

    public ScriptedContext of(RunId id) {
        run = id;
        return this;
    }

    public ScriptedContext result(String of, Values values) {
        results.put(of, values);
        return this;
    }

    /** What the step's last rehearsal brought forth. */
    public ScriptedContext rehearsed(Values values) {
        rehearsed = Optional.of(values);
        return this;
    }

    /** Everything shown so far. */
    public synchronized String shown() {
        return output.toString();
    }

    @Override
    public RunId run() {
        return run;
    }

    @Override
    public String step() {
        return step;
    }

    @Override
    public int attempt() {
        return attempt;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public String environment() {
        return "test";
    }

    /** As in an environment that is a rehearsal. */
    public ScriptedContext rehearsing() {
        rehearsal = true;
        return this;
    }

    @Override
    public boolean rehearsal() {
        return rehearsal;
    }

    @Override
    public Optional<Map<String, Object>> connection(String name) {
        return Optional.ofNullable(connections.get(name));
    }

    /** What the last look left. */
    public ScriptedContext earlier(Values progress) {
        earlier = progress;
        return this;
    }

    @Override
    public Values earlier() {
        return earlier;
    }

    @Override
    public Masker masker() {
        return masker;
    }

    @Override
    public Instant startedAt() {
        return Instant.parse("2026-12-01T00:00:00Z");
    }

    @Override
    public Optional<Instant> deadline() {
        return deadline;
    }

    public ScriptedContext until(Instant end) {
        deadline = Optional.of(end);
        return this;
    }

    @Override
    public Duration grace() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Optional<Values> resultOf(String of) {
        return Optional.ofNullable(results.get(of));
    }

    @Override
    public synchronized void show(String text) {
        output.append(text);
    }

    @Override
    public Optional<OutputRef> keep(Path masked) {
        try {
            return keep(Files.readString(masked));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public Optional<OutputRef> keep(String masked) {
        return masked.isEmpty()
                ? Optional.empty()
                : Optional.of(new OutputRef("0".repeat(64), masked.length(), masked));
    }

    @Override
    public Optional<Values> rehearsed() {
        return rehearsed;
    }
}
