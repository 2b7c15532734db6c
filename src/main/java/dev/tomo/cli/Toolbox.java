package dev.tomo.cli;

import dev.tomo.prompt.ToolFile;
import dev.tomo.store.MemoryLog;
import dev.tomo.tool.RegisteredTool;
import dev.tomo.tool.Tool;
import dev.tomo.tool.ToolRegistry;
import dev.tomo.tool.UnavailableTool;
import dev.tomo.tool.bio.BioTool;
import dev.tomo.tool.command.CommandTool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts what runs behind what is described.
///
/// @param home where programs run
/// @param memories what `bio` writes to; empty: this chat is temporary
record Toolbox(Path home, Map<String, String> environment, Optional<MemoryLog> memories) {
    private static final String BIO = "bio";

    ToolRegistry registry(List<ToolFile> files) {
        List<RegisteredTool> tools = new ArrayList<>();
        for (ToolFile file : files) {
            tool(file)
                    .ifPresent(tool -> tools.add(
                            new RegisteredTool(tool, confirm(file.confirm()), file.timeout(), file.taints())));
        }
        return new ToolRegistry(tools);
    }

    private Optional<Tool> tool(ToolFile file) {
        return switch (file.run()) {
            case ToolFile.Run.None() -> Optional.empty();
            case ToolFile.Run.Command(List<String> command) ->
                Optional.of(new CommandTool(file.signature(), command, home, environment));
            case ToolFile.Run.Builtin() -> Optional.of(builtin(file));
        };
    }

    private Tool builtin(ToolFile file) {
        if (file.name().equals(BIO)) {
            return memories.<Tool>map(log -> new BioTool(file.signature(), log))
                    .orElseGet(() -> BioTool.off(file.signature()));
        }
        return new UnavailableTool(file.signature(), "is not part of this version of Tomo yet");
    }

    private static RegisteredTool.Confirm confirm(ToolFile.Confirm confirm) {
        return switch (confirm) {
            case NEVER -> RegisteredTool.Confirm.NEVER;
            case ONCE -> RegisteredTool.Confirm.ONCE;
            case ALWAYS -> RegisteredTool.Confirm.ALWAYS;
        };
    }
}
