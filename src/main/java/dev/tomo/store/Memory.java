package dev.tomo.store;

import java.time.LocalDate;

/// A fact that is kept.
///
/// @param number counts from 1, as the Model Set Context does
/// @param id never changes and is never used again; letters and digits
/// @param text one line, with no control characters
/// @param savedOn the day it was saved, where the person was
/// @param pinned whether it comes first where there is room for only some
public record Memory(int number, String id, String text, LocalDate savedOn, boolean pinned) {}
