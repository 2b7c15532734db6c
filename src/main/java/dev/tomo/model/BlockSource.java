package dev.tomo.model;

import java.io.IOException;
import java.nio.file.Path;

/// A source at work. Safe to call from several threads, for different blocks.
interface BlockSource {
    /// Its name in a message: `huggingface.co`.
    String where();

    /// Whether it was there a moment ago, so that not reaching it now is worth another try.
    boolean answered();

    /// Brings a file to the block's length.
    ///
    /// @param file may hold the block's beginning from an earlier try; after a failure, it holds what came
    /// @throws SourceException when the source failed
    /// @throws IOException when the file cannot be written
    void fetch(Block block, Path file) throws SourceException, IOException, InterruptedException;
}
