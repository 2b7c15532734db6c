package dev.tomo.tool;

import dev.tomo.message.Content;
import java.util.Optional;

/// What became of a call. There is exactly one for each call, whatever happened.
///
/// @param content what the model reads
/// @param notice what the person sees instead of the content, where that should differ: one line
public record ToolResult(Status status, Content content, Optional<String> notice) {
    /// How a call ended.
    public enum Status {
        OK,
        FAILED,
        REFUSED,
        CANCELLED,
        TIMED_OUT
    }

    public static ToolResult ok(String text) {
        return new ToolResult(Status.OK, Content.text(text), Optional.empty());
    }

    /// A failure the model can act on: the text says what was wrong and what to do instead.
    public static ToolResult failed(String text) {
        return new ToolResult(Status.FAILED, Content.text(text), Optional.empty());
    }

    public static ToolResult of(Status status, String text) {
        return new ToolResult(status, Content.text(text), Optional.empty());
    }

    public ToolResult withNotice(String line) {
        return new ToolResult(status, content, Optional.of(line));
    }
}
