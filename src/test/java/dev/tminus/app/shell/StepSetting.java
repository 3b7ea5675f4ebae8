package dev.tminus.app.shell;

import dev.tminus.action.Masker;
import dev.tminus.app.PlainContext;
import dev.tminus.run.OutputRef;
import dev.tminus.run.RunId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a step is given in a test: inputs as set, output remembered. */
final class StepSetting extends PlainContext {

    final List<String> shown = new ArrayList<>();
    Optional<OutputRef> kept = Optional.empty();
    private Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private List<String> secrets = List.of();
    private Optional<Duration> timeout = Optional.empty();
    private Optional<Path> begun = Optional.empty();

    /** Whoever ends when asked ends sooner, however slow the machine is. */
    private Duration grace = Duration.ofSeconds(60);

    StepSetting(Path folder, Object command) {
        super(folder);
        inputs.put("command", command);
    }

    StepSetting with(String name, Object value) {
        inputs.put(name, value);
        return this;
    }

    StepSetting hiding(String... values) {
        secrets = List.of(values);
        return this;
    }

    StepSetting startedAt(Instant at) {
        startedAt = at;
        return this;
    }

    StepSetting within(Duration limit) {
        timeout = Optional.of(limit);
        return this;
    }

    /** The time of the step begins to count when it has written that file, so that how far it came is no chance. */
    StepSetting onceThere(String file) {
        begun = Optional.of(folder().resolve(file));
        return this;
    }

    StepSetting grace(Duration time) {
        grace = time;
        return this;
    }

    @Override
    public RunId run() {
        return new RunId("r-20261201-7k3mq9");
    }

    @Override
    public String step() {
        return "ramp[2]/settle";
    }

    @Override
    public String environment() {
        return "staging";
    }

    @Override
    public boolean rehearsal() {
        return true;
    }

    @Override
    public Masker masker() {
        return new Masker(secrets);
    }

    @Override
    public Instant startedAt() {
        return startedAt;
    }

    @Override
    public Optional<Instant> deadline() {
        begun.ifPresent(ShellTest::written);
        return timeout.map(startedAt::plus);
    }

    @Override
    public Duration grace() {
        return grace;
    }

    @Override
    public synchronized void show(String text) {
        shown.add(text);
    }

    @Override
    public Optional<OutputRef> keep(Path masked) {
        try {
            byte[] bytes = Files.exists(masked) ? Files.readAllBytes(masked) : new byte[0];
            Transcript transcript =
                    new Transcript(masked.resolveSibling("kept"), Long.MAX_VALUE, Transcript.Digest.TAKEN);
            transcript.add(bytes, 0, bytes.length);
            kept = Optional.of(new OutputRef(transcript.finish(), bytes.length, transcript.tail()));
            return kept.filter(output -> output.size() > 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<OutputRef> keep(String masked) {
        kept = Optional.of(new OutputRef("", masked.getBytes(StandardCharsets.UTF_8).length, masked));
        return kept;
    }
}
