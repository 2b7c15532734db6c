package dev.tomo.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// A claim on a server that this program started: the pipe to its standard input.
final class StartedServer implements ServerClaim {
    private static final Duration LOADING_LIMIT = Duration.ofMinutes(5);
    private static final Duration ENDING_LIMIT = Duration.ofSeconds(5);
    private static final Duration MOMENT = Duration.ofMillis(500);
    /// Keys for other services are not the server's business.
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningServer running;
    private final Path directory;
    private final Process process;
    private final BufferedReader output;
    private final AtomicBoolean closed = new AtomicBoolean();

    private StartedServer(RunningServer running, Path directory, Process process, BufferedReader output) {
        this.running = running;
        this.directory = directory;
        this.process = process;
        this.output = output;
    }

    /// Starts a server and waits until it has loaded the model.
    ///
    /// @param states where it keeps prompt states
    /// @param directory where its log goes
    /// @param model kept in [RunningServer]
    static StartedServer start(
            LocalServer.Parts parts,
            Path script,
            Path states,
            LocalServer.Settings settings,
            Path directory,
            String model)
            throws IOException, PreparationException, InterruptedException {
        var key = newKey();
        var log = directory.resolve("server.log");
        Files.deleteIfExists(log);
        Private.file(log);
        var builder = new ProcessBuilder(parts.python().toString(), "-I", script.toString())
                .directory(directory.toFile())
                .redirectError(log.toFile());
        builder.environment().keySet().retainAll(ENVIRONMENT);
        var process = builder.start();
        try {
            tell(process, settings(parts, key, states, settings));
            var output = process.inputReader(StandardCharsets.UTF_8);
            var ready = firstLine(output, log, parts.gguf());
            var running = RunningServer.of(ready, key, process.pid(), model);
            return new StartedServer(running, directory, process, output);
        } catch (IOException | PreparationException | InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String newKey() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String settings(LocalServer.Parts parts, String key, Path states, LocalServer.Settings settings) {
        var json = JSON.createObjectNode()
                .put("model", parts.gguf().toString())
                .put("key", key)
                .put("context", settings.context())
                .put("batch", settings.batch())
                .put("cache_mib", settings.cacheMib())
                .put("states", states.toString());
        parts.llamaServer().ifPresent(it -> json.put("llama_server", it.toString()));
        return json.toString();
    }

    /// A line over the pipe, because everybody can see a command line.
    private static void tell(Process process, String line) throws IOException {
        var out = process.getOutputStream();
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static JsonNode firstLine(BufferedReader output, Path log, Path gguf)
            throws IOException, PreparationException, InterruptedException {
        var line = read(output, LOADING_LIMIT)
                .orElseThrow(() -> new PreparationException("the server for %s ended while loading (%s); its log is %s"
                        .formatted(gguf.getFileName(), firstComplaint(log), log)));
        var json = JSON.readTree(line);
        if (json.hasNonNull("error")) {
            throw new PreparationException("cannot load the model %s: %s (%s); its log is %s"
                    .formatted(gguf, Trouble.oneLine(json.path("error").asText()), firstComplaint(log), log));
        }
        return json;
    }

    /// @return empty: the output has ended, or the limit is over
    private static Optional<String> read(BufferedReader output, Duration limit) throws InterruptedException {
        // Reading a pipe cannot be interrupted, waiting for a thread that reads it can. A pipe would hold on to the
        // carrier of a virtual thread.
        var reading = new FutureTask<>(() -> Optional.ofNullable(output.readLine()));
        Thread.ofPlatform().daemon().name("model-server-output").start(reading);
        try {
            return reading.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    /// The first error in the log says the cause, the later ones only what followed from it.
    private static String firstComplaint(Path log) {
        try (var lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return all.stream()
                    .filter(line -> line.matches("[\\d.]+ E .*"))
                    .map(line -> line.replaceFirst("[\\d.]+ E ", ""))
                    .findFirst()
                    .or(() -> all.isEmpty() ? Optional.empty() : Optional.of(all.getLast()))
                    .map(Trouble::oneLine)
                    .orElse("it said nothing");
        } catch (IOException | java.io.UncheckedIOException e) {
            return "its log cannot be read";
        }
    }

    @Override
    public RunningServer running() {
        return running;
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public boolean alive() {
        return process.isAlive() && !closed.get();
    }

    @Override
    public boolean gone() throws InterruptedException {
        return process.waitFor(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public Path directory() {
        return directory;
    }

    /// The server says when it stays for others; if it does not, its end is waited for.
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        try {
            process.getOutputStream().close();
            if (read(output, ENDING_LIMIT).isEmpty()
                    && !process.waitFor(ENDING_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            // Its input is closed: it ends without being waited for.
            Thread.currentThread().interrupt();
        }
    }
}
