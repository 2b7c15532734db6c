package dev.tomo.store;

/// What became of the person's decision about a change that waited.
public sealed interface Decision {
    /// The change has taken effect.
    record Approved(WaitingChange change) implements Decision {}

    /// The change is gone without effect, as the person wanted.
    record Rejected(WaitingChange change) implements Decision {}

    /// The change would not have changed anything any more: the fact is known, or the memory forgotten. It waits no
    /// longer.
    record Settled(WaitingChange change) implements Decision {}

    /// Nothing waits under this id.
    record NoSuch() implements Decision {}
}
