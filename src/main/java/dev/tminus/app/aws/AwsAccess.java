package dev.tminus.app.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The clients of one process, each made when it is first needed: that costs a second. Safe for threads. */
public final class AwsAccess {

    /** Longer than AWS takes to answer any of these calls. */
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final Map<String, String> variables;
    private final InstantSource clock;
    private final Pauses pauses;
    private final Duration answer;
    private final Map<Client, Object> clients = new ConcurrentHashMap<>();

    private record Client(AwsPlace place, Class<?> kind) {}

    public AwsAccess(Map<String, String> variables, InstantSource clock, Pauses pauses) {
        this(variables, clock, pauses, ANSWER);
    }

    /** @param answer how long a call may take; then its reply counts as lost */
    public AwsAccess(Map<String, String> variables, InstantSource clock, Pauses pauses, Duration answer) {
        this.answer = answer;
        this.variables = Map.copyOf(variables);
        this.clock = clock;
        this.pauses = pauses;
    }

    public Instant now() {
        return clock.instant();
    }

    Pauses pauses() {
        return pauses;
    }

    Duration answer() {
        return answer;
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** The client of that kind for a place. */
    public <C> C client(Map<?, ?> aws, Class<C> kind, Function<Connector, C> make) {
        AwsPlace place = AwsPlace.of(aws);
        return kind.cast(
                clients.computeIfAbsent(new Client(place, kind), missing -> make.apply(new Connector(this, place))));
    }

    /** Makes clients anew at their next use: credentials may have been renewed meanwhile. */
    public void forget(Map<?, ?> aws) {
        AwsPlace place = AwsPlace.of(aws);
        clients.keySet().removeIf(client -> client.place().equals(place));
    }
}
