package dev.tomo.model;

/// Something a model needs on this machine could not be made ready: its file, or the Python that serves it.
///
/// The message is for the person: one line that says what happened, where, and what to do next.
public final class PreparationException extends Exception {
    private static final long serialVersionUID = 1L;

    public PreparationException(String line) {
        super(line);
    }

    public PreparationException(String line, Throwable cause) {
        super(line, cause);
    }
}
