package dev.tomo.terminal;

/// Asks the person for what to do next. Used by one thread.
interface LineInput {
    /// Shows the prompt and waits.
    Typed read();
}
