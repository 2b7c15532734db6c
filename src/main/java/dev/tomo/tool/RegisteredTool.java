package dev.tomo.tool;

import java.time.Duration;

/// A tool and the terms on which it is called. They are decided by its file, never by the model.
///
/// @param timeout after which a call is stopped
/// @param taints whether its results come from outside
public record RegisteredTool(Tool tool, Confirm confirm, Duration timeout, boolean taints) {
    /// Whether the person is asked before a call.
    public enum Confirm {
        NEVER,
        /// Once a session.
        ONCE,
        ALWAYS
    }

    public RegisteredTool {
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("a timeout is more than nothing but was " + timeout);
        }
    }

    public String name() {
        return tool.signature().name();
    }
}
