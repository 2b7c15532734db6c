package dev.tomo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// Keeps everything a reply brings.
final class RecordingSink implements ReplySink {
    final List<String> pieces = new ArrayList<>();
    final List<String> reasoning = new ArrayList<>();
    final List<String> notices = new ArrayList<>();
    final CountDownLatch firstPiece = new CountDownLatch(1);
    private final int wanted;

    RecordingSink() {
        this(Integer.MAX_VALUE);
    }

    /// @param wanted after so many pieces nothing more is wanted
    RecordingSink(int wanted) {
        this.wanted = wanted;
    }

    @Override
    public synchronized boolean text(String piece) {
        pieces.add(piece);
        firstPiece.countDown();
        return pieces.size() < wanted;
    }

    @Override
    public synchronized void reasoning(String piece) {
        reasoning.add(piece);
    }

    @Override
    public synchronized void notice(String line) {
        notices.add(line);
    }

    synchronized String text() {
        return String.join("", pieces);
    }
}
