package dev.tminus.engine;

import dev.tminus.action.ActionContext;
import dev.tminus.action.Copies;
import dev.tminus.action.StepAction;
import dev.tminus.book.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Copies of a {@link World} in which an effect {@code undo x} takes {@code x} back, and {@code shape x} counts as schema. */
final class WorldCopies implements Copies {

    private final World world;
    private int made;
    private String cost = "";

    WorldCopies(World world) {
        this.world = world;
    }

    /** How many copies were made. */
    int made() {
        return made;
    }

    /** Why they are not cheap; empty text where they are. */
    void cost(String why) {
        cost = why;
    }

    @Override
    public Optional<String> costs(ActionContext context) {
        return Optional.of(cost).filter(why -> !why.isEmpty());
    }

    private static List<String> holds(World world) {
        List<String> all = new ArrayList<>();
        for (String name : world.names()) {
            if (!name.startsWith("undo ") || !all.remove(name.substring(5))) {
                all.add(name);
            }
        }
        return all;
    }

    @Override
    public boolean covers(String action, Values inputs) {
        return action.equals("test.checked");
    }

    @Override
    public void note(ActionContext context, Path folder) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve("before-" + context.step()), holds(world));
            if (!Files.exists(folder.resolve("first"))) {
                Files.write(folder.resolve("first"), holds(world));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public Difference changes(ActionContext context, Path folder) {
        return difference(folder.resolve("before-" + context.step()), world);
    }

    @Override
    public Difference changesSinceStart(ActionContext context, Path folder) {
        return difference(folder.resolve("first"), world);
    }

    private static Difference difference(Path noted, World now) {
        try {
            List<String> before = Files.readAllLines(noted);
            List<String> other = new ArrayList<>(holds(now));
            other.removeAll(before);
            before.stream().filter(name -> !holds(now).contains(name)).forEach(other::add);
            return new Difference(
                    other.stream().filter(name -> name.startsWith("shape ")).toList(),
                    other.stream().filter(name -> !name.startsWith("shape ")).toList());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public Trial begin(ActionContext context, Path folder) {
        made++;
        World copy = new World();
        world.effects().forEach(copy::happened);
        return new Trial() {
            @Override
            public StepAction on(StepAction action) {
                return ScriptedAction.all(copy).stream()
                        .filter(own -> own.type().name().equals(action.type().name()))
                        .findFirst()
                        .orElseThrow();
            }

            @Override
            public List<String> passedOver() {
                return List.of();
            }

            @Override
            public Difference sinceStep() {
                return difference(folder.resolve("before-" + context.step()), copy);
            }

            @Override
            public Difference sinceStart() {
                return difference(folder.resolve("first"), copy);
            }

            @Override
            public void close() {
                // Nothing is left of a copy that nobody holds.
            }
        };
    }
}
