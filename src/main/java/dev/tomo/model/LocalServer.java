package dev.tomo.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The server that runs a model on this machine. All chats with the same model share one: whoever comes first starts
/// it, whoever comes later claims it too, and it ends by itself when the last claim is gone, kill -9 included.
///
/// A directory in the cache tells where it is: `server.json` (0600) with address, control port, key and process, read
/// and written under the lock `server.lock`. Whether the server it names still runs is found out by claiming it.
public final class LocalServer {
    /// @param context tokens of a conversation
    /// @param batch tokens read between two looks at whether the request still stands: the time it takes to stop
    /// @param cacheMib memory for the states of conversations that take turns
    public record Settings(int context, int batch, int cacheMib) {
        public static final Settings DEFAULT = new Settings(8192, 64, 512);
    }

    /// What the server is made of.
    ///
    /// @param python an interpreter that has `xllamacpp`, or any from 3.9 on where there is a `llama-server`
    /// @param gguf the model's file
    /// @param llamaServer a `llama-server` to run instead
    public record Parts(Path python, Path gguf, Optional<Path> llamaServer) {
        public Parts(Path python, Path gguf) {
            this(python, gguf, Optional.empty());
        }
    }

    /// Brings the parts, which may take minutes the first time.
    @FunctionalInterface
    public interface Preparation {
        Parts prepare(Progress progress) throws PreparationException, InterruptedException;
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CacheDirectory cache;
    private final Settings settings;
    private final Preparation preparation;

    public LocalServer(CacheDirectory cache, Settings settings, Preparation preparation) {
        this.cache = cache;
        this.settings = settings;
        this.preparation = preparation;
    }

    /// Where prompt states are kept, whatever the model.
    Path states() {
        return cache.root().resolve("states");
    }

    /// Claims the server, and starts it if it does not run.
    ///
    /// @throws PreparationException when it cannot be had, with the line for the person
    ServerClaim claim(Progress progress) throws PreparationException, InterruptedException {
        var parts = preparation.prepare(progress);
        requireFile(parts.gguf(), "the model's file");
        requireFile(parts.python(), "the Python that runs the model");
        var model = identity(parts);
        var directory = cache.root().resolve("servers").resolve(Sha256.of(model).substring(0, 16));
        try {
            Private.directory(directory);
            Private.directory(states());
            try (CacheLock _ = CacheLock.acquire(directory.resolve("server.lock"), waiting(progress))) {
                var shared = join(directory);
                return shared.isPresent() ? shared.get() : start(parts, model, directory, progress);
            }
        } catch (IOException e) {
            throw new PreparationException(
                    "cannot use %s for the model on this machine (%s); free some space or set XDG_CACHE_HOME"
                            .formatted(directory, e.getMessage()),
                    e);
        }
    }

    private static Runnable waiting(Progress progress) {
        return () -> progress.advanced("waiting for another Tomo that starts the model", 0, 0);
    }

    private static void requireFile(Path file, String what) throws PreparationException {
        if (!Files.isRegularFile(file)) {
            throw new PreparationException(
                    "%s is not there any more: %s; 'tomo models pull' brings it back".formatted(what, file));
        }
    }

    /// Everything that makes one server unlike another. A file that was replaced has another time.
    private String identity(Parts parts) throws PreparationException {
        try {
            return String.join(
                    "\n",
                    parts.python().toString(),
                    parts.llamaServer().map(Path::toString).orElse(""),
                    parts.gguf().toRealPath().toString(),
                    Files.size(parts.gguf()) + " " + Files.getLastModifiedTime(parts.gguf()),
                    settings.toString(),
                    Sha256.of(script()));
        } catch (IOException e) {
            throw new PreparationException("cannot read %s: %s".formatted(parts.gguf(), e.getMessage()), e);
        }
    }

    private static Optional<ServerClaim> join(Path directory) throws IOException {
        var file = directory.resolve("server.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var joined = RunningServer.read(Files.readString(file)).flatMap(it -> SharedClaim.join(it, directory));
        if (joined.isEmpty()) {
            Files.deleteIfExists(file);
        }
        return joined.map(ServerClaim.class::cast);
    }

    private ServerClaim start(Parts parts, String model, Path directory, Progress progress)
            throws IOException, PreparationException, InterruptedException {
        progress.advanced("loading the model", 0, 0);
        var script = directory.resolve("server.py");
        write(script, script());
        var started = StartedServer.start(parts, script, states(), settings, directory, model);
        try {
            write(directory.resolve("server.json"), started.running().json());
            return started;
        } catch (IOException e) {
            started.close();
            throw e;
        }
    }

    /// Notes beside the address that the server has read a prompt, for those who come later.
    static void noteWarm(Path directory, String state) throws IOException, InterruptedException {
        try (CacheLock _ = CacheLock.acquire(directory.resolve("server.lock"), () -> {})) {
            var file = directory.resolve("server.json");
            if (JSON.readTree(file.toFile()) instanceof ObjectNode json) {
                Set<String> all = new HashSet<>(warm(json));
                all.add(state);
                var list = json.putArray("warm");
                new ArrayList<>(all).forEach(list::add);
                write(file, JSON.writeValueAsString(json));
            }
        }
    }

    /// The prompts that the server in this directory has read.
    static List<String> warm(Path directory) throws IOException {
        var file = directory.resolve("server.json");
        return Files.exists(file) && JSON.readTree(file.toFile()) instanceof ObjectNode json ? warm(json) : List.of();
    }

    private static List<String> warm(ObjectNode json) {
        List<String> states = new ArrayList<>();
        json.path("warm").forEach(it -> states.add(it.asText()));
        return states;
    }

    private static void write(Path file, String text) throws IOException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Private.file(part);
        Files.writeString(part, text);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String script() throws IOException {
        try (var in = LocalServer.class.getResourceAsStream("server.py")) {
            if (in == null) {
                throw new IllegalStateException("server.py is not in the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
