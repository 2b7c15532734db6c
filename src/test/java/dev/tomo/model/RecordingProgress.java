package dev.tomo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/// Remembers what it heard, and tells somebody how many bytes there are.
final class RecordingProgress implements Progress {
    final List<String> notices = new ArrayList<>();
    long done;
    long total;
    private final LongConsumer watcher;

    RecordingProgress() {
        this(bytes -> {});
    }

    RecordingProgress(LongConsumer watcher) {
        this.watcher = watcher;
    }

    @Override
    public void advanced(String what, long done, long total) {
        this.done = done;
        this.total = total;
        watcher.accept(done);
    }

    @Override
    public void notice(String line) {
        notices.add(line);
    }
}
