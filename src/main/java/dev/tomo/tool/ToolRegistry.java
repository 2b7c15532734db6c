package dev.tomo.tool;

import dev.tomo.message.Recipient;
import dev.tomo.wire.Toolset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tools of a session, by name. Fixed when the session starts.
public final class ToolRegistry {
    private final Map<String, RegisteredTool> tools = new LinkedHashMap<>();

    /// @throws IllegalArgumentException when two tools have the same name
    public ToolRegistry(List<RegisteredTool> tools) {
        for (RegisteredTool tool : tools) {
            if (this.tools.put(tool.name(), tool) != null) {
                throw new IllegalArgumentException("two tools are named '" + tool.name() + "'");
            }
        }
    }

    /// @param recipient in its registered spelling
    public Optional<RegisteredTool> find(Recipient recipient) {
        return Optional.ofNullable(tools.get(recipient.tool()));
    }

    /// All of them, in the order the model reads about them.
    public List<RegisteredTool> tools() {
        return List.copyOf(tools.values());
    }

    /// What a dialect needs to know of them.
    public Toolset toolset() {
        return new Toolset(
                tools.values().stream().map(tool -> tool.tool().signature()).toList());
    }
}
