package dev.tomo.model;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A claim on a server that somebody else started: an open connection to its control port.
final class SharedClaim implements ServerClaim {
    private static final int PATIENCE_MILLIS = 5_000;
    private static final Duration MOMENT = Duration.ofMillis(500);

    private final RunningServer running;
    private final Path directory;
    private final Socket socket;
    private final Thread watching;

    private SharedClaim(RunningServer running, Path directory, Socket socket) {
        this.running = running;
        this.directory = directory;
        this.socket = socket;
        this.watching = Thread.ofVirtual().name("model-claim").start(() -> watch(socket));
    }

    /// @return empty: no server is there, or it is about to end
    static Optional<SharedClaim> join(RunningServer running, Path directory) {
        var socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), running.control()), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write((running.key() + "\n").getBytes(StandardCharsets.US_ASCII));
            if (!answers(socket)) {
                socket.close();
                return Optional.empty();
            }
            socket.setSoTimeout(0);
            return Optional.of(new SharedClaim(running, directory, socket));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean answers(Socket socket) throws IOException {
        var in = socket.getInputStream();
        for (int c = in.read(); c >= 0; c = in.read()) {
            if (c == '\n') {
                return true;
            }
        }
        return false;
    }

    /// Returns when the server is gone, or has let go of a claim that was given up.
    private static void watch(Socket socket) {
        try (socket) {
            while (socket.getInputStream().read() >= 0) {}
        } catch (IOException e) {
            // The same as an end.
        }
    }

    @Override
    public RunningServer running() {
        return running;
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public boolean alive() {
        return watching.isAlive();
    }

    @Override
    public boolean gone() throws InterruptedException {
        return watching.join(MOMENT);
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public void close() {
        try {
            // The server answers the end of our side with the end of its own: then it knows.
            socket.shutdownOutput();
            watching.join(Duration.ofMillis(PATIENCE_MILLIS));
            socket.close();
        } catch (IOException e) {
            // Closed already, or the server is gone: there is no claim any more.
        } catch (InterruptedException e) {
            // The server sees the end of our side without being waited for.
            Thread.currentThread().interrupt();
        }
    }
}
