package dev.tomo.cli;

import dev.tomo.terminal.SafeText;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Option;

/// What a command prints, as text for a person or as JSON for a program. Every command mixes it in.
final class Output {
    @Option(names = "--json", description = "Print one line of JSON instead of text.")
    boolean json;

    @Option(names = "--debug", hidden = true, description = "Show where a failure comes from.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    /// @param value maps, lists, texts, numbers and booleans
    /// @param lines the same for a person; control characters in them are made visible
    void print(PrintStream out, Object value, List<String> lines) {
        if (json) {
            out.println(Json.line(value));
        } else {
            lines.forEach(line -> out.println(SafeText.shown(line)));
        }
    }
}
