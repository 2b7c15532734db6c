package dev.tomo.store;

import java.util.List;

/// What became of a memory that was to be forgotten.
public sealed interface Forgetting {
    /// It is forgotten. It can be restored.
    record Forgotten(Memory memory) implements Forgetting {}

    /// It waits until the person approves it; the memory stands.
    record Waiting(WaitingChange change) implements Forgetting {}

    /// Nothing is forgotten, for several memories may be meant, or one is only like what was said.
    ///
    /// @param candidates the likeliest first, at least one
    record Ambiguous(List<Memory> candidates) implements Forgetting {
        public Ambiguous {
            candidates = List.copyOf(candidates);
        }
    }

    /// Nothing is forgotten, for no memory is meant.
    record NoSuch() implements Forgetting {}

    /// Nothing is forgotten.
    ///
    /// @param why a sentence without its full stop, for the model and the person alike
    record Refused(Refusal reason, String why) implements Forgetting {}
}
