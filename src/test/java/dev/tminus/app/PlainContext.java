package dev.tminus.app;

import dev.tminus.action.ActionContext;
import dev.tminus.action.OutputSink;
import dev.tminus.book.Values;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A first attempt at a step in a folder, which knows nothing but its inputs. */
public abstract class PlainContext implements ActionContext, OutputSink {

    protected final Map<String, Object> inputs = new LinkedHashMap<>();
    private final Path folder;

    protected PlainContext(Path folder) {
        this.folder = folder;
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public long epoch() {
        return 1;
    }

    @Override
    public Map<String, Object> inputs() {
        return inputs;
    }

    @Override
    public Map<String, Object> shownInputs() {
        return inputs;
    }

    @Override
    public Optional<Map<String, Object>> connection(String name) {
        return Optional.empty();
    }

    @Override
    public Values earlier() {
        return Values.NONE;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public Path privateFolder() {
        return folder.resolve("private");
    }

    @Override
    public OutputSink output() {
        return this;
    }

    @Override
    public Optional<Values> resultOf(String step) {
        return Optional.empty();
    }

    @Override
    public Map<String, Object> aws() {
        return Map.of();
    }

    @Override
    public boolean destructive() {
        return false;
    }

    @Override
    public boolean capturesSecret() {
        return false;
    }

    @Override
    public Optional<Values> rehearsed() {
        return Optional.empty();
    }
}
