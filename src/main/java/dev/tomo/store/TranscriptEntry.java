package dev.tomo.store;

import dev.tomo.message.Message;
import java.time.OffsetDateTime;

/// An entry as it stands in a session's transcript.
///
/// @param id grows from entry to entry
public record TranscriptEntry(long id, OffsetDateTime at, Entry.Kind kind, Message message) {}
