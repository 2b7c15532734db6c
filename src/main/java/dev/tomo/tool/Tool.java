package dev.tomo.tool;

import dev.tomo.wire.ToolSignature;

/// Something a model can address. Registered once, called from one turn at a time.
public interface Tool {
    ToolSignature signature();

    /// Does what was asked. Everything that goes wrong is a result with a text for the model; an exception is a bug.
    ///
    /// @throws InterruptedException when the turn is cancelled or its time is over; whatever was started has been
    ///     stopped by then
    ToolResult run(ToolCall call) throws InterruptedException;
}
