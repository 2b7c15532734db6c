package dev.tomo.cli;

/// Something the person can put right. The message is one line: what happened, where, and what to do next.
final class UserException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Whether the command was written wrongly (exit status 2) or could not be carried out (1).
    enum Kind {
        FAILURE,
        USAGE
    }

    private final Kind kind;

    UserException(String line) {
        this(Kind.FAILURE, line);
    }

    UserException(Kind kind, String line) {
        super(line);
        this.kind = kind;
    }

    int exitStatus() {
        return switch (kind) {
            case FAILURE -> Exit.FAILURE;
            case USAGE -> Exit.USAGE;
        };
    }
}
