package dev.tomo.store;

import java.util.Optional;

/// Where a change to the memories comes from.
///
/// @param session the session it was asked for in; its numbering of the memories holds
/// @param message the transcript's id of the message that asked for it
/// @param turn counts the person's messages of the session from 1; 0 outside a session
public record MemoryOrigin(Source source, Optional<String> session, Optional<Long> message, int turn) {
    /// Whose words are behind a change.
    public enum Source {
        /// The person's own command. It is never held back.
        COMMAND,
        /// A model, in a conversation between it and the person.
        CONVERSATION,
        /// A model, after something from outside had come into the conversation. It waits until the person decides.
        OUTSIDE
    }

    /// The person's own command, outside any chat.
    public static final MemoryOrigin PERSON = new MemoryOrigin(Source.COMMAND, Optional.empty(), Optional.empty(), 0);

    /// The person's own command in a chat, where memories have the numbers of that chat's prompt.
    public static MemoryOrigin person(String session) {
        return new MemoryOrigin(Source.COMMAND, Optional.of(session), Optional.empty(), 0);
    }

    /// A model's call.
    ///
    /// @param session blank for a call made by hand, outside any session
    /// @param message the transcript's id of the call
    /// @param turn counts the person's messages of the session from 1
    /// @param tainted whether anything from outside stood in the conversation before the call
    public static MemoryOrigin model(String session, long message, int turn, boolean tainted) {
        Source source = tainted ? Source.OUTSIDE : Source.CONVERSATION;
        return session.isBlank()
                ? new MemoryOrigin(source, Optional.empty(), Optional.empty(), 0)
                : new MemoryOrigin(source, Optional.of(session), Optional.of(message), turn);
    }

    String actor() {
        return source == Source.COMMAND ? "person" : "model";
    }
}
