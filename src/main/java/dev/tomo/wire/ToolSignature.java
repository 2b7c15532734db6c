package dev.tomo.wire;

import java.util.List;

/// What a dialect must know of a tool: how it is addressed and what a body may look like.
///
/// @param functions empty: the tool itself is the recipient and its whole body is one string;
///     else each function is a recipient (`browser.search`) and the bare name is none
/// @param starts how a body may begin, for models held to a grammar; empty: anyhow
public record ToolSignature(String name, List<FunctionSignature> functions, Body body, List<String> starts) {
    /// How far the body of a call reaches.
    public enum Body {
        /// To the next call line, or to the end of the message.
        TEXT,
        /// To the first blank line.
        PARAGRAPH
    }

    public ToolSignature {
        if (!name.matches("[A-Za-z][A-Za-z0-9_]{0,127}")) {
            throw new IllegalArgumentException("a tool's name is a letter, then letters, digits or '_', at most 128"
                    + " characters, but was '" + name + "'");
        }
        functions = List.copyOf(functions);
        starts = List.copyOf(starts);
    }

    /// The recipients that reach this tool, in declared order.
    public List<String> recipients() {
        return functions.isEmpty()
                ? List.of(name)
                : functions.stream()
                        .map(function -> name + "." + function.name())
                        .toList();
    }
}
