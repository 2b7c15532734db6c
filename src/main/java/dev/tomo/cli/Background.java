package dev.tomo.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/// A value that is being made on a virtual thread.
final class Background<T> {
    private final FutureTask<T> task;

    private Background(FutureTask<T> task) {
        this.task = task;
    }

    static <T> Background<T> start(String name, Callable<T> maker) {
        FutureTask<T> task = new FutureTask<>(maker);
        Thread.ofVirtual().name(name).start(task);
        return new Background<>(task);
    }

    /// Waits for the value.
    ///
    /// @throws RuntimeException what the making threw
    T get() throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Whether making it has failed; false while it goes on.
    boolean failed() {
        return task.state() == Future.State.FAILED;
    }
}
