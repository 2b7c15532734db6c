package dev.tomo.wire;

import java.util.List;
import java.util.Optional;

/// A conversation as it is sent to a model.
///
/// @param grammar GBNF that the reply is held to, for servers that take one
public record ModelInput(List<Turn> turns, Optional<String> grammar) {
    public ModelInput {
        turns = List.copyOf(turns);
    }
}
