package dev.tomo.model;

import java.nio.file.Path;

/// One program's claim on a model server: while it is held, the server runs, unless it crashes.
interface ServerClaim extends AutoCloseable {
    RunningServer running();

    /// Whether somebody else started the server.
    boolean shared();

    /// Whether the server still runs.
    boolean alive();

    /// Whether the server has ended or does so within a moment: a connection breaks before its process is gone.
    boolean gone() throws InterruptedException;

    /// Where the server's address and log are.
    Path directory();

    default Path log() {
        return directory().resolve("server.log");
    }

    /// Gives the claim up; was it the last, the server has ended when this returns. Safe to call twice.
    @Override
    void close();
}
