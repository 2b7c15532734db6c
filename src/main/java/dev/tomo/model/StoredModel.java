package dev.tomo.model;

import java.nio.file.Path;
import java.time.Instant;

/// A model file in the cache.
///
/// @param file the GGUF file
/// @param sha256 of its bytes when it was stored
/// @param source where it came from: an address, a package, a path
public record StoredModel(String name, Path file, long bytes, String sha256, String source, Instant stored) {}
