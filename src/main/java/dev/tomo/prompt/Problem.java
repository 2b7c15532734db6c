package dev.tomo.prompt;

import java.nio.file.Path;

/// Something wrong in a file of `prompts/`.
///
/// @param line counted from 1
/// @param column counted from 1
/// @param message what was expected and what stands there
public record Problem(Path file, int line, int column, String message) {
    /// The form editors understand: `file:line:column: message`.
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
