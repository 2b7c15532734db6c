package dev.tomo.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// An OpenAI-compatible model server on loopback that answers by script: `POST …/chat/completions`, streamed, and
/// `GET …/models`. It is written on bare sockets, so that a test decides when each byte leaves and sees when the
/// client hangs up.
///
/// A script that runs out answers 400 and makes [#close] fail, so that no test passes on a reply nobody planned.
public final class ScriptedModelServer implements AutoCloseable {
    public static final String MODEL = "scripted";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServerSocket listener;
    private final Deque<Scripted> script = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<Socket> open = new ArrayList<>();
    private Optional<Function<Request, Scripted>> responder = Optional.empty();
    private int unplanned;

    /// A chat request as it arrived.
    ///
    /// @param headers by name in lower case
    /// @param body as it was sent
    /// @param arrived [System#nanoTime] when it had been read
    public record Request(String path, Map<String, String> headers, String body, long arrived, HangUp hangUp) {
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JsonProcessingException e) {
                throw new AssertionError("the request is not JSON: " + body, e);
            }
        }

        /// Role and text of each message, in order, as `role: text`.
        public List<String> messages() {
            List<String> lines = new ArrayList<>();
            json().path("messages")
                    .forEach(message -> lines.add(message.path("role").asText() + ": " + textOf(message)));
            return lines;
        }

        /// The text of the last message of the user.
        public String lastUserText() {
            String last = "";
            for (JsonNode message : json().path("messages")) {
                last = message.path("role").asText().equals("user") ? textOf(message) : last;
            }
            return last;
        }

        private static String textOf(JsonNode message) {
            JsonNode content = message.path("content");
            if (content.isTextual()) {
                return content.asText();
            }
            StringBuilder text = new StringBuilder();
            content.forEach(part -> text.append(part.path("text").asText("")));
            return text.toString();
        }
    }

    /// When the client closed its connection.
    public static final class HangUp {
        private long at;

        private synchronized void now() {
            at = at == 0 ? System.nanoTime() : at;
            notifyAll();
        }

        /// Waits until the client has closed the connection of this request.
        ///
        /// @return [System#nanoTime] of that moment
        public synchronized long await(Duration limit) throws InterruptedException {
            long end = System.nanoTime() + limit.toNanos();
            while (at == 0) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("the client still holds its connection after " + limit);
                }
                wait(left);
            }
            return at;
        }
    }

    private ScriptedModelServer() throws IOException {
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("scripted-model").start(this::accept);
    }

    public static ScriptedModelServer start() {
        try {
            return new ScriptedModelServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Appends to the script.
    public synchronized ScriptedModelServer then(Scripted... replies) {
        script.addAll(List.of(replies));
        return this;
    }

    /// Appends replies to the script that arrive at once.
    public ScriptedModelServer then(String... texts) {
        return then(Stream.of(texts).map(Scripted::text).toArray(Scripted[]::new));
    }

    /// Answers everything that the script has no reply for.
    public synchronized ScriptedModelServer otherwise(Function<Request, Scripted> answer) {
        responder = Optional.of(answer);
        return this;
    }

    /// The base of the interface, ending in `/v1`.
    public URI url() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort() + "/v1");
    }

    /// The chat requests so far, in order of arrival.
    public synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    /// Waits for the chat request with this number, counted from 1.
    public synchronized Request awaitRequest(int number, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (requests.size() < number) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("request " + number + " did not come within " + limit + "; there were "
                        + requests.stream().map(Request::lastUserText).toList());
            }
            wait(left);
        }
        return requests.get(number - 1);
    }

    /// Closes every connection.
    @Override
    public synchronized void close() {
        List.copyOf(open).forEach(ScriptedModelServer::shut);
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (unplanned > 0) {
            throw new AssertionError(unplanned + " requests found no reply in the script; the last said '"
                    + requests.getLast().lastUserText() + "'");
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                synchronized (this) {
                    open.add(socket);
                }
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            boolean again = true;
            while (again) {
                Optional<Request> request = read(in);
                again = request.isPresent() && answer(request.get(), in, out);
            }
        } catch (IOException e) {
            // The client is gone, which is no news for a server.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Request> read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return Optional.of(new Request(
                first.split(" ")[1],
                headers,
                new String(body, StandardCharsets.UTF_8),
                System.nanoTime(),
                new HangUp()));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                bytes.write(next);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private boolean answer(Request request, InputStream in, OutputStream out) throws IOException, InterruptedException {
        if (request.path().endsWith("/models")) {
            whole(
                    out,
                    200,
                    Map.of(),
                    "{\"object\":\"list\",\"data\":[{\"id\":\"" + MODEL + "\",\"object\":\"model\"}]}");
            return true;
        }
        if (!request.path().endsWith("/chat/completions")) {
            whole(out, 404, Map.of(), "{\"error\":{\"message\":\"no such path\"}}");
            return true;
        }
        Scripted reply = next(request);
        if (reply.status() != 200) {
            Thread.sleep(reply.first());
            whole(out, reply.status(), reply.headers(), String.join("", reply.pieces()));
            return true;
        }
        watch(request, in);
        stream(reply, out);
        return false;
    }

    private synchronized Scripted next(Request request) {
        requests.add(request);
        notifyAll();
        Scripted planned = script.poll();
        if (planned != null) {
            return planned;
        }
        if (responder.isPresent()) {
            return responder.get().apply(request);
        }
        unplanned++;
        return Scripted.error(400, "{\"error\":{\"message\":\"the script has no reply left\"}}");
    }

    /// Nothing more is read from a client that is being streamed to, so the end of its input is its hanging up.
    private static void watch(Request request, InputStream in) {
        Thread.ofVirtual().start(() -> {
            try {
                in.read();
            } catch (IOException e) {
                // Reset instead of closed: gone all the same.
            }
            request.hangUp().now();
        });
    }

    private static void whole(OutputStream out, int status, Map<String, String> headers, String body)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        out.write(head(status, headers, "application/json", "Content-Length: " + bytes.length));
        out.write(bytes);
        out.flush();
    }

    private static byte[] head(int status, Map<String, String> headers, String type, String framing) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\nContent-Type: " + type + "\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append(framing).append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void stream(Scripted reply, OutputStream out) throws IOException, InterruptedException {
        out.write(head(200, reply.headers(), "text/event-stream", "Transfer-Encoding: chunked\r\nConnection: close"));
        out.flush();
        Thread.sleep(reply.first());
        for (String thought : reply.reasoning()) {
            event(out, delta("reasoning_content", thought));
        }
        int sent = 0;
        for (String piece : reply.pieces()) {
            if (reply.dropAfter().isPresent() && reply.dropAfter().getAsInt() == sent) {
                return;
            }
            if (sent++ > 0) {
                Thread.sleep(reply.between());
            }
            event(out, delta("content", piece));
        }
        event(out, end(reply));
        chunk(out, "data: [DONE]\n\n");
        out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private static ObjectNode delta(String field, String text) {
        ObjectNode event = envelope();
        ObjectNode choice = event.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta").put(field, text);
        choice.putNull("finish_reason");
        return event;
    }

    private static ObjectNode end(Scripted reply) {
        ObjectNode event = envelope();
        ObjectNode choice = event.putArray("choices").addObject().put("index", 0);
        choice.putObject("delta");
        choice.put("finish_reason", reply.finish().orElse(null));
        event.putObject("usage")
                .put("prompt_tokens", 10)
                .put("completion_tokens", reply.pieces().size());
        return event;
    }

    private static ObjectNode envelope() {
        return JSON.createObjectNode()
                .put("id", "chatcmpl-scripted")
                .put("object", "chat.completion.chunk")
                .put("created", 0)
                .put("model", MODEL);
    }

    private static void event(OutputStream out, ObjectNode event) throws IOException {
        chunk(out, "data: " + event + "\n\n");
    }

    private static void chunk(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(bytes);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        out.write(chunk.toByteArray());
        out.flush();
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
