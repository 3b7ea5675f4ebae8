package dev.tminus.app;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What a test lets go on beside it, each in a thread of its own: the common pool of a small machine has only one. */
public final class Beside {

    private Beside() {}

    public static <T> CompletableFuture<T> ask(Supplier<T> question) {
        return CompletableFuture.supplyAsync(question, task -> new Thread(task, "beside").start());
    }

    public static CompletableFuture<Void> run(Runnable task) {
        return ask(() -> {
            task.run();
            return null;
        });
    }
}
