package dev.tomo.cli;

import dev.tomo.prompt.ToolFile;
import java.util.List;
import java.util.Locale;

/// What is said to a person about tools, in the chat and by the commands alike.
final class ToolText {
    private ToolText() {}

    /// One line for each: how it is called, what runs, whether it asks first.
    static List<String> lines(List<ToolFile> tools) {
        return tools.stream().map(ToolText::line).toList();
    }

    private static String line(ToolFile tool) {
        String asks = tool.confirm() == ToolFile.Confirm.NEVER
                ? ""
                : "; asks first" + (tool.confirm() == ToolFile.Confirm.ONCE ? ", once a chat" : "");
        String called = tool.callable() ? String.join(", ", tool.signature().recipients()) : "tells, is never called";
        return "%-10s %-8s %s%s".formatted(tool.name(), run(tool), called, asks);
    }

    /// As the file says it.
    static String run(ToolFile tool) {
        return tool.run().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
