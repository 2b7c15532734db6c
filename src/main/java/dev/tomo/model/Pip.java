package dev.tomo.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pip of this system's Python; where that has none, the pip of an empty environment in the cache.
final class Pip {
    private static final PythonLock NOTHING = new PythonLock("pip", "# python >= 3.8\n");

    private final CacheDirectory cache;
    private final Map<String, String> environment;
    private @Nullable Path python;

    Pip(CacheDirectory cache, Map<String, String> environment) {
        this.cache = cache;
        this.environment = Map.copyOf(environment);
    }

    /// Downloads the wheel of one package and nothing it depends on.
    ///
    /// @param requirement `name==version`
    /// @param directory where the wheel will be, and pip's own temporary files: they may be too large for `/tmp`
    /// @throws PreparationException when there is no Python
    ChildProcess.Ended download(String requirement, Path directory)
            throws PreparationException, IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(python().toString(), "-I", "-m", "pip", "download"));
        command.addAll(List.of("--quiet", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"));
        // At least one retry, because pip is silent about a network that is not there until it tries again.
        command.addAll(List.of("--retries", "2"));
        // Wheels only: to download an sdist, pip would run its code. No cache: it would keep every byte a second time.
        command.addAll(List.of("--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--ignore-requires-python"));
        command.addAll(List.of("--dest", directory.toString(), requirement));
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("TMPDIR", directory.toString());
        variables.put("PIP_REQUIRE_VIRTUALENV", "false");
        return ChildProcess.run(command, variables, directory);
    }

    private synchronized Path python() throws PreparationException, IOException, InterruptedException {
        Path known = python;
        if (known == null) {
            known = findPython();
            python = known;
        }
        return known;
    }

    private Path findPython() throws PreparationException, IOException, InterruptedException {
        Path found = Interpreter.find(environment, NOTHING.minimumMinor()).executable();
        Files.createDirectories(cache.root());
        ChildProcess.Ended asked =
                ChildProcess.run(List.of(found.toString(), "-I", "-m", "pip", "--version"), environment, cache.root());
        return asked.well() ? found : new PythonEnvironment(NOTHING, cache, environment).prepare(Progress.SILENT);
    }
}
