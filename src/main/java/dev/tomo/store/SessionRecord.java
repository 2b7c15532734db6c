package dev.tomo.store;

import java.time.OffsetDateTime;

/// One session, as it is kept.
///
/// @param id letters, digits and `-`; a later session's id sorts after it
/// @param title the first words the person said; blank until then
/// @param model the model it was started with, as it can be chosen again
/// @param dialect the dialect it was started with
/// @param tainted whether anything from outside has stood in the conversation
public record SessionRecord(
        String id, OffsetDateTime started, String title, String model, String dialect, boolean tainted) {}
