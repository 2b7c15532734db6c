package dev.tomo.cli;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// A value that is made when it is first asked for, once, whichever thread asks. A failure is not remembered.
final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private Optional<T> value = Optional.empty();

    Lazy(Supplier<T> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized T get() {
        if (value.isEmpty()) {
            value = Optional.of(maker.get());
        }
        return value.get();
    }

    /// Does something with the value where it was made.
    synchronized void ifMade(Consumer<T> action) {
        value.ifPresent(action);
    }
}
