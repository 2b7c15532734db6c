package dev.tomo.wire;

/// A body that cannot be read; the message says why, and names the field where there is one.
final class Unfit extends Exception {
    private static final long serialVersionUID = 1;

    Unfit(String message) {
        super(message);
    }
}
