package dev.tomo.model;

/// Takes a reply while it arrives. Called on the thread that called [Model#reply].
public interface ReplySink {
    /// The next piece of the reply's text.
    ///
    /// @return false: nothing more is wanted, the stream is closed and the reply ends as if the model had stopped
    boolean text(String piece);

    /// The next piece of reasoning, where the server keeps it apart from the text.
    void reasoning(String piece);

    /// One line for the person while waiting: a retry, a model that is still loading. The next one takes its place,
    /// the first piece ends it; at most one in two seconds, but for retries.
    void notice(String line);
}
