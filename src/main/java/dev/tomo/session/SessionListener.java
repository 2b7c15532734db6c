package dev.tomo.session;

import dev.tomo.message.Message;
import dev.tomo.tool.ToolResult;
import java.time.Duration;

/// Sees a turn as it happens. Called on the turn's thread, in this order: any number of pieces and notices, for each
/// call its start and its end, and last [#turnEnded] exactly once. Must not throw.
public interface SessionListener {
    /// Text to everyone; never taken back.
    void shown(String piece);

    /// A piece of the model's reasoning.
    void reasoned(String piece);

    /// A message to everyone is over; what follows is another one.
    void messageEnded(Message message);

    /// A call is about to run; it is in the transcript.
    void callStarted(Message call);

    /// A call has ended; its result is in the transcript.
    void callEnded(Message call, ToolResult result, Duration took);

    /// One line while waiting: a retry, a model that loads.
    void notice(String line);

    void turnEnded(TurnEnd end);
}
