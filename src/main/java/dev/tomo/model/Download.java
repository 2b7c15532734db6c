package dev.tomo.model;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Fetches the missing blocks of one file from one source, some at a time.
///
/// A source that breaks off is asked again for what is missing, a few times in a row without a new byte; every
/// other failure ends the download at once. What has arrived stays in the [PartialFile], for the next source or the
/// next run.
final class Download {
    static final int AT_ONCE = 3;
    private static final int TRIES_WITHOUT_A_BYTE = 4;
    private static final long TICK_MILLIS = 100;

    private final String what;
    private final long total;
    private final PartialFile partial;
    private final Duration pause;

    /// @param what for the progress: `fetching starter`
    /// @param total bytes, 0 where unknown
    /// @param pause before a source that broke off is asked again; grows with each try
    Download(String what, long total, PartialFile partial, Duration pause) {
        this.what = what;
        this.total = total;
        this.partial = partial;
        this.pause = pause;
    }

    /// Returns when no block is missing.
    ///
    /// @throws SourceException when the source cannot do it
    /// @throws IOException when the disk cannot
    /// @throws InterruptedException when the calling thread was interrupted: nothing is running any more
    void from(BlockSource source, Progress progress) throws SourceException, IOException, InterruptedException {
        AtomicBoolean delivering = new AtomicBoolean(source.answered());
        List<Block> missing = partial.missing();
        ExecutorService workers = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofVirtual().name("tomo-fetch-", 0).factory());
        try {
            CompletionService<Void> fetches = new ExecutorCompletionService<>(workers);
            missing.forEach(block -> fetches.submit(() -> fetch(block, source, delivering)));
            for (int left = missing.size(); left > 0; ) {
                Future<Void> ended = fetches.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                progress.advanced(what, partial.bytes(), total);
                if (ended != null) {
                    left--;
                    result(ended);
                }
            }
        } finally {
            workers.shutdownNow();
            workers.close();
        }
    }

    private Void fetch(Block block, BlockSource source, AtomicBoolean delivering)
            throws SourceException, IOException, InterruptedException {
        boolean inherited = partial.bytes(block) > 0;
        for (int tries = 1; ; tries++) {
            long before = partial.bytes(block);
            try {
                source.fetch(block, partial.growing(block));
                delivering.set(true);
                partial.accept(block);
                return null;
            } catch (SourceException e) {
                boolean grown = partial.bytes(block) > before;
                delivering.compareAndSet(false, grown);
                tries = grown ? 0 : tries;
                if (!isWorthAnotherTry(e.kind(), inherited, delivering.get(), tries)) {
                    throw e;
                }
                inherited = inherited && e.kind() != SourceException.Kind.WRONG;
                Thread.sleep(pause.multipliedBy(tries + 1L));
            }
        }
    }

    private static boolean isWorthAnotherTry(
            SourceException.Kind kind, boolean inherited, boolean delivering, int tries) {
        return switch (kind) {
            case CUT -> tries < TRIES_WITHOUT_A_BYTE;
            case UNREACHABLE -> delivering && tries < TRIES_WITHOUT_A_BYTE;
            // The wrong bytes may be an earlier source's; they are gone now.
            case WRONG -> inherited;
            case GONE -> false;
        };
    }

    private static void result(Future<Void> ended) throws SourceException, IOException, InterruptedException {
        try {
            ended.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SourceException source -> throw source;
                case IOException disk -> throw disk;
                case InterruptedException interrupted -> throw interrupted;
                case RuntimeException bug -> throw bug;
                case null, default -> throw new IllegalStateException(e);
            }
        }
    }
}
