package dev.tomo.cli;

import dev.tomo.terminal.SafeText;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The commands besides the chat: `tomo memory`, `tomo prompt` and so on.
@Command(name = "tomo", synopsisSubcommandLabel = "COMMAND")
final class Commands {
    private Commands() {}

    /// @return the exit status
    static int run(List<String> words, Surroundings surroundings) {
        try (App app = new App(surroundings, false)) {
            CommandLine line = new CommandLine(new Commands());
            line.addSubcommand("memory", new MemoryCommand(app));
            line.addSubcommand("prompt", new PromptCommand(app));
            line.addSubcommand("tools", new ToolsCommand(app));
            line.addSubcommand("models", new ModelsCommand(app));
            line.addSubcommand("sessions", new SessionsCommand(app));
            line.addSubcommand("call", new CallCommand(app));
            line.addSubcommand("conformance", new ConformanceCommand(app));
            line.addSubcommand("cache", new CacheCommand(app));
            line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
            line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
            line.setExecutionExceptionHandler((failure, command, parsed) ->
                    Failure.report(failure, surroundings.err(), words.contains("--debug")));
            line.setParameterExceptionHandler((wrong, arguments) -> {
                surroundings.err().println("tomo: " + SafeText.shown(String.valueOf(wrong.getMessage())));
                wrong.getCommandLine().usage(surroundings.err());
                return Exit.USAGE;
            });
            return line.execute(words.toArray(String[]::new));
        }
    }
}
