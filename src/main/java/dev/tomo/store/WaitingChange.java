package dev.tomo.store;

import java.util.Optional;

/// A change to the memories that waits for the person's decision.
///
/// @param id as it can be approved or rejected
/// @param text what is to be kept, or the text of the memory that is to be forgotten
/// @param reason why it waits, for the person
public record WaitingChange(long id, MemoryEvent.Op op, String text, Optional<String> session, String reason) {}
