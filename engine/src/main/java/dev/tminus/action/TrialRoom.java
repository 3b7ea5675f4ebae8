package dev.tminus.action;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the steps of one trial share, such as an open transaction on each database: a later step sees what an earlier one
 * did. Closing it takes everything back. Belongs to one thread.
 */
public final class TrialRoom implements AutoCloseable {

    private final Map<String, Shared> kept = new LinkedHashMap<>();

    /** Something that takes back, when it is closed, what was done with it; never throws. */
    public interface Shared extends AutoCloseable {
        @Override
        void close();
    }

    /** The one of that kind and name, made when it is first asked for. */
    public <T extends Shared> T share(Class<T> kind, String name, Supplier<T> make) {
        return kind.cast(kept.computeIfAbsent(kind.getName() + " " + name, first -> make.get()));
    }

    @Override
    public void close() {
        kept.values().forEach(Shared::close);
        kept.clear();
    }
}
