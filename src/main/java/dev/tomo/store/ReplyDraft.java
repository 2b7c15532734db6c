package dev.tomo.store;

import dev.tomo.message.Channel;
import dev.tomo.message.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A reply while it is being written. Its text is on the disk within a quarter of a second, also when the stream
/// stands still, so that a kill keeps it. Adding text never waits for the disk.
///
/// One thread adds text and ends it; that end is [#finish], or [#close] where the program went another way.
public final class ReplyDraft implements AutoCloseable {
    // Leaves a hundred milliseconds of the quarter second to a slow disk.
    private static final long PAUSE_NANOS = Duration.ofMillis(150).toNanos();

    private final Transcript transcript;
    private final String session;
    private final long reply;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition ended = lock.newCondition();
    private final StringBuilder text = new StringBuilder();
    private boolean unwritten;
    private boolean over;

    ReplyDraft(Transcript transcript, String session, long reply) {
        this.transcript = transcript;
        this.session = session;
        this.reply = reply;
        Thread.ofVirtual().name("reply-" + reply).start(this::keepUp);
    }

    /// Adds what the model has written since.
    public void append(String piece) {
        lock.lock();
        try {
            if (over) {
                throw new IllegalStateException("the reply has ended, and more was added: '" + piece + "'");
            }
            text.append(piece);
            unwritten = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Puts what was read in the reply in the draft's place, all at once. What the model wrote is kept beside it.
    ///
    /// @param entries in order; empty where the model wrote nothing
    /// @return the entries' ids, in the same order
    /// @throws StoreException when they cannot be written; the draft as it was last written stays then
    public List<Long> finish(List<Entry> entries, TokenCount tokens) {
        return transcript.settle(session, reply, end(), entries, tokens);
    }

    /// Leaves the text as an incomplete message, unless the reply was finished.
    @Override
    public void close() {
        if (!isOver()) {
            String soFar = end();
            List<Entry> entries = soFar.isEmpty()
                    ? List.of()
                    : List.of(Entry.message(
                            Message.assistant(Channel.FINAL, soFar).incomplete()));
            transcript.settle(session, reply, soFar, entries, TokenCount.UNKNOWN);
        }
    }

    private boolean isOver() {
        lock.lock();
        try {
            return over;
        } finally {
            lock.unlock();
        }
    }

    private String end() {
        lock.lock();
        try {
            if (over) {
                throw new IllegalStateException("the reply has ended before");
            }
            over = true;
            changed.signal();
            ended.signal();
            return text.toString();
        } finally {
            lock.unlock();
        }
    }

    private void keepUp() {
        lock.lock();
        try {
            while (!over) {
                if (unwritten) {
                    unwritten = false;
                    write(text.toString());
                    pause();
                } else {
                    changed.await();
                }
            }
        } catch (InterruptedException nobodyDoes) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void write(String soFar) {
        lock.unlock();
        try {
            transcript.keep(reply, soFar);
        } catch (StoreException laterAgain) {
            // A disk that is full now may have room later; if it has not, `finish` says so.
        } finally {
            lock.lock();
        }
    }

    private void pause() throws InterruptedException {
        long left = PAUSE_NANOS;
        while (!over && left > 0) {
            left = ended.awaitNanos(left);
        }
    }
}
