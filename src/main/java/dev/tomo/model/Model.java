package dev.tomo.model;

import dev.tomo.wire.ModelInput;

/// A model that answers. One reply at a time; safe to call from any thread.
public interface Model extends AutoCloseable {
    ModelSpec spec();

    /// Gets ready to answer conversations that begin so, where that takes time: loads what must be loaded and computes
    /// what can be kept. Returns when that is done or cannot be done; a reply that is asked for meanwhile waits for
    /// it.
    ///
    /// @param beginning what every conversation begins with
    default void prepare(ModelInput beginning) {}

    /// Streams the reply to an input and returns when it has ended. Failures are part of the reply, never thrown.
    ///
    /// @throws InterruptedException when the calling thread was interrupted: the connection is closed by then, and
    ///     nothing reaches the sink any more
    Reply reply(ModelInput input, ReplySink sink) throws InterruptedException;

    /// Lets go of connections and child processes. Safe to call twice.
    @Override
    void close();
}
