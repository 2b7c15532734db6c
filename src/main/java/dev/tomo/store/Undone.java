package dev.tomo.store;

/// A change to the memories that was taken back.
///
/// @param op what had been done
/// @param waited whether it had only been waiting for the person's decision
/// @param text the memory it had been done to
public record Undone(MemoryEvent.Op op, boolean waited, String text) {}
