package dev.tomo.model;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A Python environment of Tomo's own in the cache, made once from a lock and used by all checkouts.
///
/// Its directory is named after the lock's content and the interpreter's version, so a changed lock makes a new one
/// beside it. Environments cannot be moved once they are made; a marker file, written last, says that one is whole,
/// and one without it is made again. Safe to call from several threads and processes: one works, the others wait.
public final class PythonEnvironment {
    private static final String MARKER = "tomo-ready";

    private final PythonLock lock;
    private final CacheDirectory cache;
    private final Map<String, String> environment;

    /// @param environment the process's environment variables; pip's among them hold, so its index is the person's
    public PythonEnvironment(PythonLock lock, CacheDirectory cache, Map<String, String> environment) {
        this.lock = lock;
        this.cache = cache;
        this.environment = Map.copyOf(environment);
    }

    /// The environment's interpreter if it is there already: some file look-ups, no process, no waiting.
    public Optional<Path> ready() {
        String prefix = directoryPrefix();
        try (Stream<Path> all = Files.list(cache.python())) {
            return all.filter(directory -> directory.getFileName().toString().startsWith(prefix))
                    .filter(PythonEnvironment::isWhole)
                    .map(PythonEnvironment::python)
                    .max(Path::compareTo);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// Makes the environment if it is not there.
    ///
    /// @return the environment's interpreter, an absolute path
    /// @throws PreparationException when there is no fitting Python, no network, or nothing for this system to
    ///     install
    /// @throws InterruptedException when the calling thread was interrupted; what is half made is never used
    public Path prepare(Progress progress) throws PreparationException, InterruptedException {
        Optional<Path> there = ready();
        if (there.isPresent()) {
            return there.get();
        }
        Path file = cache.python().resolve(directoryPrefix() + "lock");
        Once notice = new Once(() -> progress.notice("another Tomo is setting up Python; waiting for it"));
        try (CacheLock _ = CacheLock.acquire(file, notice)) {
            there = ready();
            return there.isPresent() ? there.get() : make(progress);
        } catch (ClosedByInterruptException e) {
            Thread.interrupted();
            throw (InterruptedException) new InterruptedException("setting up Python").initCause(e);
        } catch (IOException e) {
            throw new PreparationException(
                    "cannot write in " + cache.python() + ": " + e.getMessage()
                            + "; free some space or set XDG_CACHE_HOME",
                    e);
        }
    }

    private String directoryPrefix() {
        return lock.name() + "-" + lock.key() + "-";
    }

    private static Path python(Path directory) {
        return directory.resolve("bin").resolve("python");
    }

    /// The interpreter is a link to the system's, which may have been removed since.
    private static boolean isWhole(Path directory) {
        return Files.exists(directory.resolve(MARKER)) && Files.isExecutable(python(directory));
    }

    private Path make(Progress progress) throws PreparationException, IOException, InterruptedException {
        Interpreter interpreter = Interpreter.find(environment, lock.minimumMinor());
        Path directory = cache.python().resolve(directoryPrefix() + "3." + interpreter.minor());
        DiskTree.delete(directory);
        progress.advanced("making a Python environment", 0, 0);
        ChildProcess.Ended ended =
                run(List.of(interpreter.executable().toString(), "-I", "-m", "venv", directory.toString()));
        if (!ended.well()) {
            throw new PreparationException(venvFailure(interpreter, ended.output()));
        }
        if (!lock.packages().isEmpty()) {
            progress.advanced("installing " + String.join(", ", lock.packages()), 0, 0);
            install(directory);
        }
        Files.writeString(directory.resolve(MARKER), lock.text());
        return python(directory);
    }

    private void install(Path directory) throws PreparationException, IOException, InterruptedException {
        Path requirements = Files.writeString(directory.resolve("requirements.txt"), lock.text());
        List<String> command = new ArrayList<>(List.of(python(directory).toString(), "-I", "-m", "pip", "install"));
        command.addAll(List.of("--quiet", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"));
        // Without a retry, pip says nothing about a network that is not there.
        command.addAll(List.of("--retries", "3"));
        // Wheels only: building or running a package's own set-up code is not what a lock promises.
        command.addAll(List.of("--no-user", "--no-deps", "--require-hashes", "--only-binary", ":all:"));
        command.addAll(List.of("--requirement", requirements.toString()));
        ChildProcess.Ended ended = run(command);
        if (!ended.well()) {
            throw new PreparationException(installFailure(ended.output()));
        }
    }

    private ChildProcess.Ended run(List<String> command) throws IOException, InterruptedException {
        Map<String, String> variables = new HashMap<>(environment);
        // Where people forbid pip outside an environment: this is one, or it makes one.
        variables.put("PIP_REQUIRE_VIRTUALENV", "false");
        return ChildProcess.run(command, variables, cache.python());
    }

    private String venvFailure(Interpreter interpreter, String output) {
        if (output.contains("ensurepip")) {
            return interpreter.executable() + " lacks the venv module; to get it: " + Interpreter.advice(environment);
        }
        return interpreter.executable() + " could not make an environment in " + cache.python() + ": "
                + PipReport.lastError(output);
    }

    private String installFailure(String output) {
        String what = String.join(", ", lock.packages());
        return switch (PipReport.of(output)) {
            case OFFLINE, CUT ->
                "no package index could be reached to install " + what
                        + "; connect to the network (or set pip's index), then run this again";
            case DISK ->
                "no space to install " + what + " in " + cache.python() + "; free some or set XDG_CACHE_HOME elsewhere";
            case ALTERED ->
                "the package index serves other bytes than Tomo expects for " + what
                        + "; nothing of it was installed; use another index";
            case ABSENT ->
                "there is no " + what + " for this system (" + System.getProperty("os.name") + " "
                        + System.getProperty("os.arch")
                        + ") in the package index; use a server of your own with --model URL#NAME";
            case OTHER -> "pip could not install " + what + ": " + PipReport.lastError(output);
        };
    }
}
