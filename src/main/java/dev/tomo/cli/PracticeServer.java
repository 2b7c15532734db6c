package dev.tomo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// A model server on loopback for a [Training]: it has something remembered, and then answers.
final class PracticeServer implements AutoCloseable {
    static final String MODEL = "practice";

    private static final List<String> CALL = List.of("to=", "bio\n", "User is practising.");
    private static final List<String> ANSWER =
            List.of("to=", "user\n", "Here is **one**:\n\n", "- a list\n", "`end`\n");

    private final HttpServer server;

    PracticeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/chat/completions", PracticeServer::reply);
        server.start();
    }

    /// The base of its interface.
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    private static void reply(HttpExchange exchange) throws IOException {
        String request = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String piece : request.contains("from=bio") ? ANSWER : CALL) {
                send(out, "{\"content\":\"" + piece.replace("\n", "\\n") + "\"}", "null");
            }
            send(out, "{}", "\"stop\"");
            out.write("data: [DONE]\n\n".getBytes(UTF_8));
        }
    }

    private static void send(OutputStream out, String delta, String finish) throws IOException {
        out.write("""
                data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"%s",\
                "choices":[{"index":0,"delta":%s,"finish_reason":%s}]}

                """.formatted(MODEL, delta, finish).getBytes(UTF_8));
        out.flush();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
