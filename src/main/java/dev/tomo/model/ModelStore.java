package dev.tomo.model;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The model files in the cache: fetched once, checked once, shared by all checkouts of a person.
///
/// A file is named after its model and its bytes (`starter-cc324af070c2.gguf`). A record beside it says where it is
/// from and when, and its licence stands beside both. Safe to use from several threads and processes: who comes
/// second waits for who came first.
public final class ModelStore {
    private final CacheDirectory cache;
    private final InstantSource clock;
    /// Made when it is needed: most starts fetch nothing, and an HTTP client takes its time.
    private final Supplier<Fetcher> fetcher;

    /// @param environment the process's variables; `TOMO_PYTHON`, `PATH` and what pip reads are used
    public ModelStore(CacheDirectory cache, Map<String, String> environment, InstantSource clock) {
        this(cache, clock, new Lazy<>(() -> new Fetcher(cache, environment, Fetcher.PAUSE, Fetcher::usableSpace)));
    }

    ModelStore(CacheDirectory cache, InstantSource clock, Supplier<Fetcher> fetcher) {
        this.cache = cache;
        this.clock = clock;
        this.fetcher = fetcher;
    }

    /// The file of a catalog model if it is there and was checked: two file look-ups, nothing is read through.
    public Optional<Path> find(CatalogEntry entry) {
        Path file = file(entry.name(), entry.sha256());
        try {
            return ModelRecord.read(file)
                    .filter(record -> record.holds() && record.model().sha256().equals(entry.sha256()))
                    .map(record -> file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// The newest file of that name, of the catalog or not.
    public Optional<StoredModel> find(String name) throws PreparationException {
        return list().stream()
                .filter(model -> model.name().equals(name))
                .max(Comparator.comparing(StoredModel::stored));
    }

    /// All models whose files are there and unchanged, by name.
    public List<StoredModel> list() throws PreparationException {
        List<StoredModel> models = new ArrayList<>();
        try (Stream<Path> all = Files.list(cache.models())) {
            for (Path record : all.filter(ModelRecord::isRecord).toList()) {
                ModelRecord.read(ModelRecord.file(record))
                        .filter(ModelRecord::holds)
                        .ifPresent(found -> models.add(found.model()));
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new PreparationException("cannot read " + cache.models() + ": " + e.getMessage(), e);
        }
        models.sort(Comparator.comparing(StoredModel::name).thenComparing(StoredModel::stored));
        return List.copyOf(models);
    }

    /// Fetches a catalog model if it is not there. What an earlier, interrupted run fetched is used.
    ///
    /// @return the checked file, an absolute path
    /// @throws PreparationException when no source delivered, or the disk is full; what arrived is kept
    /// @throws InterruptedException when the calling thread was interrupted: nothing runs any more, and what
    ///     arrived is kept
    public Path prepare(CatalogEntry entry, Progress progress) throws PreparationException, InterruptedException {
        Optional<Path> there = find(entry);
        return there.isPresent()
                ? there.get()
                : locked(entry.sha256(), entry.name(), progress, () -> prepareAlone(entry, progress));
    }

    private Path prepareAlone(CatalogEntry entry, Progress progress)
            throws PreparationException, IOException, InterruptedException {
        Path file = file(entry.name(), entry.sha256());
        if (find(entry).isPresent()) {
            return file;
        }
        if (Files.exists(file)) {
            progress.notice("checking " + file);
            if (Sha256.of(file).equals(entry.sha256())) {
                Files.writeString(licence(file), Licence.of(entry));
                return keep(entry.name(), file, entry.sha256(), "found in the cache");
            }
            progress.notice(file + " is damaged; fetching it again");
            Files.delete(file);
        }
        Fetcher.Fetched fetched = fetcher.get().fetch(entry, progress);
        Files.writeString(licence(file), Licence.of(entry));
        return keep(entry.name(), fetched, file);
    }

    /// Fetches any other model: a catalog name, the address of a GGUF file, or the path of one.
    ///
    /// An address that was interrupted continues where it stopped, as long as the server still has the same file.
    /// A file on the cache's own disk is linked, not copied.
    ///
    /// @return the stored model; its name is made from the file's
    /// @throws PreparationException when it is none of these, or not a whole GGUF file
    public StoredModel pull(String what, Progress progress) throws PreparationException, InterruptedException {
        Optional<CatalogEntry> entry = ModelCatalog.find(what);
        if (entry.isPresent()) {
            prepare(entry.get(), progress);
            return find(what).orElseThrow();
        }
        Gguf gguf = Gguf.parse(what);
        Path file = locked(Sha256.of(what), gguf.name(), progress, () -> {
            Fetcher.Fetched fetched = fetcher.get().fetch(gguf, progress);
            return keep(gguf.name(), fetched, file(gguf.name(), fetched.sha256()));
        });
        return record(file);
    }

    /// Deletes every file of a model, what was fetched of it in part included.
    ///
    /// @return bytes that are free now; 0 when there was nothing
    public long remove(String name) throws PreparationException {
        long freed = 0;
        try {
            Optional<CatalogEntry> entry = ModelCatalog.find(name);
            if (entry.isPresent()) {
                freed += fetcher.get().forget(entry.get());
            }
            for (StoredModel model : list()) {
                freed += model.name().equals(name) ? delete(model.file()) : 0;
            }
            return freed;
        } catch (IOException e) {
            throw new PreparationException(
                    "cannot delete " + name + " in " + cache.models() + ": " + e.getMessage(), e);
        }
    }

    private static long delete(Path file) throws IOException {
        long bytes = Files.size(file);
        // The record first: a file without one is nothing but bytes to check.
        Files.deleteIfExists(ModelRecord.beside(file));
        Files.deleteIfExists(licence(file));
        Files.delete(file);
        return bytes;
    }

    private Path keep(String name, Fetcher.Fetched fetched, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.move(fetched.file(), file, StandardCopyOption.ATOMIC_MOVE);
        DiskTree.delete(fetched.workplace());
        return keep(name, file, fetched.sha256(), fetched.source());
    }

    private Path keep(String name, Path file, String sha256, String source) throws IOException {
        ModelRecord.of(name, file, sha256, source, clock.instant()).write();
        return file;
    }

    private StoredModel record(Path file) throws PreparationException {
        try {
            return ModelRecord.read(file).orElseThrow().model();
        } catch (IOException e) {
            throw new PreparationException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private Path file(String name, String sha256) {
        return cache.models().resolve(name + "-" + Sha256.key(sha256) + ".gguf");
    }

    private static Path licence(Path file) {
        return file.resolveSibling(file.getFileName() + ".LICENSE.txt");
    }

    private interface Work {
        Path run() throws PreparationException, IOException, InterruptedException;
    }

    private Path locked(String sum, String name, Progress progress, Work work)
            throws PreparationException, InterruptedException {
        Once notice = new Once(() -> progress.notice("another Tomo is fetching " + name + "; waiting for it"));
        Path file = cache.models().resolve("." + Sha256.key(sum) + ".lock");
        try (CacheLock _ = CacheLock.acquire(file, notice)) {
            return work.run();
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("fetching " + name).initCause(e);
        } catch (IOException e) {
            throw new PreparationException(
                    "cannot write " + name + " in " + cache.models() + ": " + e.getMessage()
                            + "; what arrived is kept: free some space, or set XDG_CACHE_HOME to another disk, and run"
                            + " this again",
                    e);
        }
    }
}
