package dev.tomo.prompt;

import dev.tomo.wire.ToolSignature;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// One tool description of `prompts/tools/`, as its file says.
///
/// @param path the file
/// @param signature how it is addressed; its functions are those of the full description
/// @param timeout after which a call is stopped
/// @param taints whether its results come from outside
/// @param text the body, as the model reads it under the tool's heading
public record ToolFile(
        Path path,
        ToolSignature signature,
        Run run,
        Duration timeout,
        Confirm confirm,
        boolean taints,
        List<ToolExample> examples,
        String text) {

    /// What a call does.
    public sealed interface Run {
        /// Part of the program.
        record Builtin() implements Run {}

        /// Nothing: the text informs the model, and nothing can be called.
        record None() implements Run {}

        /// Starts a program.
        ///
        /// @param command the program, found and absolute, and its arguments, in which `{name}` stands for a
        ///     value
        record Command(List<String> command) implements Run {
            public Command {
                command = List.copyOf(command);
            }
        }
    }

    /// Whether the person is asked before a call.
    public enum Confirm {
        NEVER,
        /// Once a session.
        ONCE,
        ALWAYS
    }

    public ToolFile {
        examples = List.copyOf(examples);
    }

    public String name() {
        return signature.name();
    }

    /// Whether a model can address it.
    public boolean callable() {
        return !(run instanceof Run.None);
    }

    /// Restated for small models.
    ToolFile with(ToolSignature otherSignature, List<ToolExample> otherExamples, String otherText) {
        return new ToolFile(path, otherSignature, run, timeout, confirm, taints, otherExamples, otherText);
    }
}
