package dev.tomo.model;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// Answers every connection with the same bytes, whatever was asked, and closes it.
final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final byte[] answer;

    RawServer(String answer) throws IOException {
        this.answer = answer.getBytes(StandardCharsets.UTF_8);
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("raw-server").start(this::serve);
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/v1");
    }

    private void serve() {
        while (!listener.isClosed()) {
            try (var socket = listener.accept()) {
                var in = socket.getInputStream();
                var head = new StringBuilder();
                while (head.indexOf("\r\n\r\n") < 0) {
                    head.append((char) in.read());
                }
                var length = java.util.regex.Pattern.compile("(?i)content-length: (\\d+)")
                        .matcher(head);
                in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
                socket.getOutputStream().write(answer);
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
