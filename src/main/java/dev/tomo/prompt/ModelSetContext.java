package dev.tomo.prompt;

import dev.tomo.store.Memory;
import java.util.List;
import java.util.stream.Collectors;

/// The last section of every system prompt: what was saved, one memory a line.
final class ModelSetContext {
    static final String NAME = "Model Set Context";
    static final String EMPTY = "(nothing yet)";

    private ModelSetContext() {}

    /// `1. [2024-02-14]. text`, numbered from 1, oldest first, dated by the day it was saved. The heading stands there
    /// without memories too, so that the first one changes nothing above it.
    static String section(List<Memory> memories) {
        String lines = memories.stream()
                .map(memory -> memory.number() + ". [" + memory.savedOn() + "]. " + memory.text())
                .collect(Collectors.joining("\n"));
        return "## " + NAME + "\n" + (lines.isEmpty() ? EMPTY : lines);
    }
}
