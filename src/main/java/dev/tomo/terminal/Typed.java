package dev.tomo.terminal;

/// What came of asking the person for a line.
sealed interface Typed {
    /// A message or a command, however many lines it has.
    record Text(String text) implements Typed {}

    /// Ctrl-C.
    ///
    /// @param discarded whether there was anything on the line
    record Interrupted(boolean discarded) implements Typed {}

    /// Ctrl-D on an empty line, or the terminal is gone.
    record Left() implements Typed {}
}
