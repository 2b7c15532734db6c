package dev.tomo.message;

/// What a message is for.
public enum Channel {
    /// Reasoning; hidden unless asked for.
    ANALYSIS,
    /// Tool calls, their results, and text that accompanies a call.
    COMMENTARY,
    /// The answer.
    FINAL
}
