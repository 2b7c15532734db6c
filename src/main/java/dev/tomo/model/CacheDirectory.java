package dev.tomo.model;

import java.nio.file.Path;
import java.util.Map;

/// Where everything lives that can be made again: models, Python environments, AOT caches.
///
/// What is in it is keyed by content, so all checkouts of a person share one. Nothing is created here.
///
/// @param root an absolute directory, which may not exist yet
public record CacheDirectory(Path root) {
    public CacheDirectory {
        root = root.toAbsolutePath().normalize();
    }

    /// `$XDG_CACHE_HOME/tomo`, or `~/.cache/tomo` where the variable is unset or, against its specification,
    /// relative.
    ///
    /// @param home the person's home directory
    public static CacheDirectory of(Map<String, String> environment, Path home) {
        String base = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path cache = !base.isBlank() && Path.of(base).isAbsolute() ? Path.of(base) : home.resolve(".cache");
        return new CacheDirectory(cache.resolve("tomo"));
    }

    /// Model files with their records and licences.
    public Path models() {
        return root.resolve("models");
    }

    /// Built programs, each with what makes it start fast.
    public Path programs() {
        return root.resolve("app");
    }

    /// Python environments, one directory each.
    public Path python() {
        return root.resolve("python");
    }
}
