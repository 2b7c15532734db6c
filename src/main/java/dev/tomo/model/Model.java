package dev.tomo.model;

import dev.tomo.wire.ModelInput;

/// A model that answers. One reply at a time; safe to call from any thread.
public interface Model extends AutoCloseable {
    ModelSpec spec();

    /// Begins to get ready for conversations that begin so, where that takes time: to load what must be loaded, and to
    /// read ahead what can be kept. Returns at once; a reply that is asked for meanwhile waits, and says for what.
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
