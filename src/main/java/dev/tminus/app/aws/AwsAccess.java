package dev.tminus.app.aws;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The clients of one process, each made when it is first needed: that costs a second. Safe for threads. */
public final class AwsAccess {

    private final Map<String, String> variables;
    private final InstantSource clock;
    private final Pauses pauses;
    private final Map<Client, Object> clients = new ConcurrentHashMap<>();

    private record Client(AwsPlace place, Class<?> kind) {}

    public AwsAccess(Map<String, String> variables, InstantSource clock, Pauses pauses) {
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
