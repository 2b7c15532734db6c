package dev.tomo.store;

/// What became of a fact that was to be kept.
public sealed interface Remembered {
    /// It is kept.
    record Saved(Memory memory) implements Remembered {}

    /// It was kept already, and nothing has changed.
    record Known(Memory memory) implements Remembered {}

    /// It waits until the person approves it.
    record Waiting(WaitingChange change) implements Remembered {}

    /// It is not kept.
    ///
    /// @param why a sentence without its full stop, for the model and the person alike
    record Refused(Refusal reason, String why) implements Remembered {}
}
