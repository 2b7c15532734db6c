package dev.tomo.model;

/// A source did not deliver. The message completes a sentence that begins with the source's name.
final class SourceException extends Exception {
    private static final long serialVersionUID = 1L;

    /// What to do about it.
    enum Kind {
        /// It could not be reached at all; no use in trying again unless it was there a moment ago.
        UNREACHABLE,
        /// It stopped in the middle; try again from where it stopped.
        CUT,
        /// It has no such thing; the next source, please.
        GONE,
        /// It delivered other bytes; the next source, please.
        WRONG
    }

    private final Kind kind;

    SourceException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    SourceException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    Kind kind() {
        return kind;
    }
}
