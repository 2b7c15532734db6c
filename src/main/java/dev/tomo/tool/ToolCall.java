package dev.tomo.tool;

import dev.tomo.message.Recipient;
import java.util.Map;

/// A call that has been read and found right.
///
/// @param recipient in its registered spelling
/// @param body as the model wrote it
/// @param arguments the declared parameters that were given, by name, as `String`, `Long`, `Double`, `Boolean` or
///     `List`; empty for a tool without functions
/// @param origin where it was said
public record ToolCall(Recipient recipient, String body, Map<String, Object> arguments, Origin origin) {
    public ToolCall {
        arguments = Map.copyOf(arguments);
    }

    /// Where a call comes from, for everything that has to be traced later.
    ///
    /// @param session the session's id
    /// @param message the transcript's id of the message that is the call
    /// @param turn counts the person's messages of the session from 1
    /// @param tainted whether anything from outside stood in the conversation before the call
    public record Origin(String session, long message, int turn, boolean tainted) {}
}
