package dev.tomo.cli;

import dev.tomo.model.CacheDirectory;
import dev.tomo.model.ModelStore;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What the program was started in.
///
/// @param home the directory that holds `prompts/`, `memory/` and `tomo.toml`
/// @param cache where everything lives that can be made again
/// @param interactive whether a person sits at standard input
record Surroundings(
        Path home,
        CacheDirectory cache,
        Map<String, String> environment,
        Clock clock,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean interactive) {
    Surroundings {
        environment = Map.copyOf(environment);
    }

    /// The models on this machine.
    ModelStore models() {
        return new ModelStore(cache, environment, clock);
    }

    /// The directories of `PATH`, in order.
    List<Path> searchPath() {
        List<Path> directories = new ArrayList<>();
        for (String directory : environment.getOrDefault("PATH", "").split(":")) {
            if (!directory.isBlank()) {
                directories.add(Path.of(directory));
            }
        }
        return directories;
    }
}
