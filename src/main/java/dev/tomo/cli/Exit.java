package dev.tomo.cli;

/// The exit statuses.
final class Exit {
    static final int OK = 0;
    static final int FAILURE = 1;
    static final int USAGE = 2;
    static final int CANCELLED = 130;

    private Exit() {}
}
