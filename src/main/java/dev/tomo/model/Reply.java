package dev.tomo.model;

import dev.tomo.wire.StreamEnd;
import java.util.Optional;

/// How a reply ended.
///
/// @param problem what went wrong, for the person: one line that says what happened, where, and what to do next
public record Reply(StreamEnd end, Optional<String> problem, Usage usage) {}
