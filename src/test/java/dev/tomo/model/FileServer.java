package dev.tomo.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Serves files with ranges and tags on loopback, and fails as it is told.
final class FileServer implements AutoCloseable {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

    /// What happens to one request.
    sealed interface Fault {
        record Status(int code) implements Fault {}

        /// The connection breaks after so many bytes of the answer.
        record Cut(int bytes) implements Fault {}

        /// The answer stops after so many bytes and the connection stays, until the server is closed.
        record Stall(int bytes) implements Fault {}

        /// The file is that at another path from now on.
        record Replace(String path) implements Fault {}

        record None() implements Fault {}
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Queue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean ranges = true;

    FileServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /// @return its address
    URI serve(String path, byte[] content) {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
        files.put(address.getPath(), content);
        return address;
    }

    /// The next requests get these, in order; later ones are answered well.
    FileServer failing(Fault... next) {
        faults.addAll(List.of(next));
        return this;
    }

    FileServer withoutRanges() {
        ranges = false;
        return this;
    }

    /// The ranges that were asked for, in order; `-` for a request without one.
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(range == null ? "-" : range);
        Fault fault = faults.isEmpty() ? new Fault.None() : faults.remove();
        String path = exchange.getRequestURI().getPath();
        if (fault instanceof Fault.Replace(String other)) {
            files.put(path, files.get(other));
        }
        byte[] content = files.get(path);
        try (exchange) {
            if (content == null || fault instanceof Fault.Status) {
                exchange.sendResponseHeaders(fault instanceof Fault.Status(int code) ? code : 404, -1);
            } else {
                write(exchange, content, range, fault);
            }
        } catch (IOException e) {
            // The client went away, which some tests make it do.
        }
    }

    private void write(HttpExchange exchange, byte[] content, String range, Fault fault) throws IOException {
        Matcher matcher = RANGE.matcher(range == null ? "" : range);
        String tag = "\"" + Integer.toHexString(Arrays.hashCode(content)) + "\"";
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        boolean partial = ranges && matcher.matches() && (condition == null || condition.equals(tag));
        int from = partial ? Integer.parseInt(matcher.group(1)) : 0;
        int to = partial ? Math.min(content.length, Integer.parseInt(matcher.group(2)) + 1) : content.length;
        exchange.getResponseHeaders().set("ETag", tag);
        boolean page = exchange.getRequestURI().getPath().endsWith("/");
        exchange.getResponseHeaders().set("Content-Type", page ? "text/html" : "application/octet-stream");
        if (partial) {
            exchange.getResponseHeaders().set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + content.length);
        }
        exchange.sendResponseHeaders(partial ? 206 : 200, to - from);
        OutputStream out = exchange.getResponseBody();
        switch (fault) {
            case Fault.Cut(int bytes) -> out.write(content, from, Math.min(bytes, to - from));
            case Fault.Stall(int bytes) -> stall(out, content, from, Math.min(bytes, to - from));
            case Fault.None _, Fault.Status _, Fault.Replace _ -> out.write(content, from, to - from);
        }
        out.flush();
    }

    private void stall(OutputStream out, byte[] content, int from, int bytes) throws IOException {
        out.write(content, from, bytes);
        out.flush();
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
