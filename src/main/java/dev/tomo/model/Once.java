package dev.tomo.model;

/// Runs something at the first call only. For one thread.
final class Once implements Runnable {
    private final Runnable action;
    private boolean done;

    Once(Runnable action) {
        this.action = action;
    }

    @Override
    public void run() {
        if (!done) {
            done = true;
            action.run();
        }
    }
}
