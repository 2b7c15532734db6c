package dev.tomo.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Makes sure that one thread of one process prepares a thing while the others wait.
///
/// The system drops the lock with the process, so nothing is left behind by a kill. The empty file stays: deleting
/// it would let two processes hold "the" lock.
final class CacheLock implements AutoCloseable {
    /// A lock of the system belongs to the whole process; this keeps the threads of one process apart.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private static final long POLL_MILLIS = 100;

    private final Path file;
    private final FileChannel channel;

    private CacheLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Waits for the lock.
    ///
    /// @param waiting called before the first wait and ten times a second during it; never when the lock is free
    static CacheLock acquire(Path file, Runnable waiting) throws IOException, InterruptedException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        while (true) {
            Optional<CacheLock> lock = tryAcquire(file.toAbsolutePath());
            if (lock.isPresent()) {
                return lock.get();
            }
            waiting.run();
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static Optional<CacheLock> tryAcquire(Path file) throws IOException {
        if (!HELD_HERE.add(file)) {
            return Optional.empty();
        }
        @Nullable FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            @Nullable FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new CacheLock(file, channel));
            }
        } catch (IOException | RuntimeException e) {
            release(file, channel);
            throw e;
        }
        release(file, channel);
        return Optional.empty();
    }

    private static void release(Path file, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            HELD_HERE.remove(file);
        }
    }

    @Override
    public void close() throws IOException {
        release(file, channel);
    }
}
