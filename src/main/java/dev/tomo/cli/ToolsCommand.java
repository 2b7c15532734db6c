package dev.tomo.cli;

import dev.tomo.prompt.Problem;
import dev.tomo.prompt.ToolFile;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tomo tools`: what a model can call.
@Command(name = "tools", description = "The tools in prompts/tools/.")
final class ToolsCommand implements Runnable {
    private final App app;

    @Mixin
    private final Output output = new Output();

    ToolsCommand(App app) {
        this.app = app;
    }

    @Override
    public void run() {
        list(output);
    }

    @Command(name = "list", description = "List them in the order of the prompt.")
    void list(@Mixin Output how) {
        List<ToolFile> tools = app.library().tools();
        how.print(out(), Map.of("tools", tools.stream().map(ToolsCommand::json).toList()), ToolText.lines(tools));
        app.library().problems().forEach(problem -> app.surroundings().err().println("tomo: " + problem));
    }

    @Command(name = "check", description = "Say what is wrong in the files of prompts/, with line and column.")
    int check(@Mixin Output how) {
        List<Problem> problems = app.library().problems();
        List<String> lines =
                new ArrayList<>(problems.stream().map(Problem::toString).toList());
        lines.add(app.library().tools().size() + " tools are right, " + problems.size() + " files have an error");
        how.print(
                out(),
                Map.of("problems", problems.stream().map(ToolsCommand::json).toList()),
                lines);
        return problems.isEmpty() ? Exit.OK : Exit.FAILURE;
    }

    private static Map<String, Object> json(ToolFile tool) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", tool.name());
        fields.put("run", ToolText.run(tool));
        fields.put("functions", tool.callable() ? tool.signature().recipients() : List.of());
        fields.put("confirm", tool.confirm().name().toLowerCase(Locale.ROOT));
        fields.put("taints", tool.taints());
        fields.put("timeout_seconds", tool.timeout().toMillis() / 1000.0);
        fields.put("file", tool.path().toString());
        return fields;
    }

    private static Map<String, Object> json(Problem problem) {
        return Map.of(
                "file",
                problem.file().toString(),
                "line",
                problem.line(),
                "column",
                problem.column(),
                "message",
                problem.message());
    }

    private PrintStream out() {
        return app.surroundings().out();
    }
}
