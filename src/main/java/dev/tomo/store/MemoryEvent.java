package dev.tomo.store;

import java.time.OffsetDateTime;
import java.util.Optional;

/// One event of the log that the memories are made of. Events are only ever added.
///
/// @param id grows from event to event
/// @param memory the id of the memory it is about
/// @param refers the event that this one undoes, approves or rejects
/// @param text what was kept, for the events that keep something
/// @param reason why it waits, for the person
public record MemoryEvent(
        long id,
        String memory,
        Op op,
        Optional<Long> refers,
        boolean waits,
        Optional<String> text,
        OffsetDateTime at,
        String actor,
        Optional<String> session,
        Optional<Long> message,
        Optional<String> reason) {
    /// What an event does.
    public enum Op {
        REMEMBER,
        FORGET,
        RESTORE,
        PIN,
        UNPIN,
        /// Lets a change that waits take effect.
        APPROVE,
        /// Ends the waiting of a change without effect.
        REJECT,
        /// Takes back an earlier event, as if it had not been.
        UNDO
    }
}
