package dev.tomo.model;

import java.net.URI;
import java.util.Optional;

/// Which model answers, where it is, and what it is good for.
///
/// @param name what the person calls it
/// @param url the base of an OpenAI-compatible interface (`https://host/v1`); empty: the local server that Tomo runs
/// @param model the name the server knows it by
/// @param key where the secret comes from, never the secret itself
/// @param contextWindow tokens
/// @param knowledgeCutoff such as `2024-06`
/// @param small gets the compact prompt, the examples, and a grammar for its header where the server takes one
/// @param why which rule chose it, for the first line on the screen
public record ModelSpec(
        String name,
        Optional<URI> url,
        String model,
        Optional<Key> key,
        int contextWindow,
        Optional<String> knowledgeCutoff,
        boolean seesImages,
        boolean small,
        String why) {

    /// Where the secret for a server comes from.
    public sealed interface Key {
        /// An environment variable, by name.
        record Environment(String variable) implements Key {}

        /// A program whose standard output is the secret.
        record Command(java.util.List<String> command) implements Key {
            public Command {
                command = java.util.List.copyOf(command);
            }
        }
    }
}
