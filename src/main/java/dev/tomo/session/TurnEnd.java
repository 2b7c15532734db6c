package dev.tomo.session;

/// How a turn ended. Whatever it was, the transcript has a message that says so.
public sealed interface TurnEnd {
    /// The model answered.
    record Answered() implements TurnEnd {}

    /// The person stopped it; what had arrived is kept.
    record Cancelled() implements TurnEnd {}

    /// Tomo stopped it.
    ///
    /// @param reason one line for the person
    record Limited(String reason) implements TurnEnd {}

    /// The model could not be reached, or the stream broke off; what had arrived is kept.
    ///
    /// @param problem one line for the person: what happened, where, what to do next
    record Failed(String problem) implements TurnEnd {}
}
