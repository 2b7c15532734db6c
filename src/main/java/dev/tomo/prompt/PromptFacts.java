package dev.tomo.prompt;

import dev.tomo.store.Memory;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// What a system prompt is filled in with, besides the files.
///
/// @param date today, where the person is
/// @param knowledgeCutoff of the model, such as `2024-06`
/// @param seesImages whether the model can be shown pictures
/// @param personality a few words from the configuration
/// @param instructions the person's own words to every model
/// @param memories oldest first; frozen for the session
public record PromptFacts(
        LocalDate date,
        Optional<String> knowledgeCutoff,
        boolean seesImages,
        Optional<String> personality,
        Optional<String> instructions,
        List<Memory> memories) {
    public PromptFacts {
        memories = List.copyOf(memories);
    }
}
