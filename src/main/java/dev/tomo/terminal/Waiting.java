package dev.tomo.terminal;

import dev.tomo.model.Progress;
import dev.tomo.terminal.Screen.Style;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The line that says what is being waited for, once it takes long enough to wonder. It stands on the screen's status
/// line and leaves no trace there; on a screen that cannot erase, it is said once, and progress in quarters.
///
/// Safe to use from any thread: several downloads may report at once.
public final class Waiting implements Progress {
    private static final String FRAMES = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";
    private static final Duration FRAME = Duration.ofMillis(200);
    /// A line that stays is only worth it where the wait is long.
    private static final Duration PATIENCE_OF_PAPER = Duration.ofSeconds(5);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Screen screen;
    private final Duration patience;
    private final Map<String, Part> parts = new LinkedHashMap<>();
    private Optional<Thread> drawing = Optional.empty();
    private String what = "";
    private long since;

    /// One of several things that are done at the same time.
    private record Part(long done, long total) {
        int quarter() {
            return total > 0 ? (int) (4 * done / total) : 0;
        }

        String line(String name) {
            return total > 0
                    ? "%s %d %% of %s".formatted(name, 100 * done / total, bytes(total))
                    : "%s %s".formatted(name, bytes(done));
        }
    }

    /// @param patience how long nothing is said; longer on a screen that cannot erase
    public Waiting(Screen screen, Duration patience) {
        this.screen = screen;
        this.patience = patience;
    }

    /// Begins to wait, or says that something else is waited for now; the time counts from here.
    ///
    /// @param what such as `waiting for gpt-4o`
    public synchronized void start(String what) {
        stop();
        this.what = what;
        since = System.nanoTime();
        drawing = Optional.of(Thread.ofVirtual().name("waiting").start(this::draw));
    }

    /// Says more exactly what is waited for. Without a start, nothing happens.
    public synchronized void say(String what) {
        this.what = what;
    }

    /// Says what is waited for, and begins to wait where nobody does.
    synchronized void startOrSay(String what) {
        if (drawing.isEmpty()) {
            start(what);
        }
        this.what = what;
    }

    /// Says how far one part is. Parts stand beside each other on the line until the wait is over.
    @Override
    public synchronized void advanced(String what, long done, long total) {
        Part part = new Part(done, total);
        Optional<Part> before = Optional.ofNullable(parts.put(what, part));
        if (!screen.abilities().moves() && before.map(Part::quarter).orElse(-1) != part.quarter()) {
            screen.line(Style.PLAIN, part.line(what));
        }
    }

    @Override
    public void notice(String line) {
        screen.line(Style.DIM, line);
    }

    /// Ends the wait and takes the line away. Does nothing when nobody waits.
    public synchronized void stop() {
        drawing.ifPresent(Thread::interrupt);
        if (drawing.isPresent()) {
            screen.clearStatus();
        }
        drawing = Optional.empty();
        parts.clear();
    }

    private void draw() {
        try {
            if (!screen.abilities().moves()) {
                Thread.sleep(PATIENCE_OF_PAPER);
                sayOnce();
                return;
            }
            Thread.sleep(patience);
            for (int frame = 0; show(frame); frame++) {
                Thread.sleep(FRAME);
            }
        } catch (InterruptedException e) {
            // The wait is over, and with it this thread.
        }
    }

    private synchronized void sayOnce() {
        if (isMine()) {
            screen.line(Style.PLAIN, what + " …");
        }
    }

    private synchronized boolean show(int frame) {
        if (!isMine()) {
            return false;
        }
        long waited = (System.nanoTime() - since) / SECOND.toNanos();
        String text = parts.isEmpty()
                ? what
                : parts.entrySet().stream()
                        .map(part -> part.getValue().line(part.getKey()))
                        .collect(Collectors.joining(" · "));
        screen.status(FRAMES.charAt(frame % FRAMES.length()) + " " + text + (waited < 2 ? "" : " · " + waited + " s"));
        return true;
    }

    /// A thread whose wait ended while it was waking up draws nothing any more.
    private boolean isMine() {
        return drawing.filter(Thread.currentThread()::equals).isPresent();
    }

    static String bytes(long count) {
        if (count < 1_000_000) {
            return Math.max(1, count / 1000) + " kB";
        }
        return count < 1_000_000_000 ? count / 1_000_000 + " MB" : String.format(Locale.ROOT, "%.1f GB", count / 1e9);
    }
}
