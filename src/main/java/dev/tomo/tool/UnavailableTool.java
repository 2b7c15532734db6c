package dev.tomo.tool;

import dev.tomo.wire.ToolSignature;

/// A tool that is described but has nothing behind it on this machine or in this version. A model that calls it is told
/// so and can go on in another way.
///
/// @param reason why it cannot be used, as the end of a sentence: `is not part of this version`
public record UnavailableTool(ToolSignature signature, String reason) implements Tool {
    @Override
    public ToolResult run(ToolCall call) {
        return ToolResult.failed(
                call.recipient() + " " + reason + ". Answer without it, and say that you could not use it.");
    }
}
