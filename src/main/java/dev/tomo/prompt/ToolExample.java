package dev.tomo.prompt;

import java.util.Optional;

/// A few turns that show a small model how a tool is used, or when none is.
///
/// @param user what the person says
/// @param call how a tool is addressed; empty: the answer follows at once
/// @param answer what the model says in the end
public record ToolExample(String user, Optional<Call> call, String answer) {
    /// @param recipient the tool, or the function of it, in registered spelling
    /// @param body what is sent to it
    /// @param result what comes back
    public record Call(String recipient, String body, String result) {}
}
