package dev.tomo.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tomo.wire.Turn;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/// What llama.cpp's server offers besides chat: its template, and the state of what it has read.
final class ServerCalls implements AutoCloseable {
    /// Reading goes on meanwhile, so the next batch is the longest silence; a slow disk is the other.
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private static final MediaType MEDIA_TYPE = MediaType.get("application/json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RunningServer server;
    private final OkHttpClient client;

    ServerCalls(RunningServer server) {
        this.server = server;
        this.client = OkHttpTransport.client(server.address(), SILENCE);
    }

    /// Turns as the model reads them, with the beginning of its own turn at the end.
    ///
    /// @throws IOException also when the template refuses this order of turns
    String template(List<Turn> turns) throws IOException {
        var body = JSON.createObjectNode();
        var messages = body.putArray("messages");
        for (var turn : turns) {
            messages.addObject()
                    .put("role", turn.role().name().toLowerCase(Locale.ROOT))
                    .put("content", turn.text());
        }
        return json("/apply-template", body).path("prompt").asText();
    }

    /// Makes the server read a prompt and nothing more.
    ///
    /// @param progress tokens read and tokens in all, now and then
    void read(String prompt, BiConsumer<Integer, Integer> progress) throws IOException {
        var body = JSON.createObjectNode()
                .put("prompt", prompt)
                .put("n_predict", 0)
                .put("cache_prompt", true)
                .put("stream", true)
                .put("return_progress", true);
        try (var response = post("/completion", body)) {
            var lines = response.body().source();
            for (var line = lines.readUtf8Line(); line != null; line = lines.readUtf8Line()) {
                if (line.startsWith("data: {")) {
                    progress(JSON.readTree(line.substring("data: ".length())), progress);
                }
            }
        }
    }

    private static void progress(JsonNode event, BiConsumer<Integer, Integer> progress) throws IOException {
        if (event.hasNonNull("error")) {
            throw new IOException(Trouble.message(event.toString()).orElse("it could not read the prompt"));
        }
        var read = event.path("prompt_progress");
        if (read.isObject()) {
            progress.accept(read.path("processed").asInt(), read.path("total").asInt());
        }
    }

    /// Writes the state of what was read last into a file of the states' directory.
    void save(String file) throws IOException {
        json("/slots/0?action=save", JSON.createObjectNode().put("filename", file));
    }

    /// @return tokens that need not be read any more
    int restore(String file) throws IOException {
        return json("/slots/0?action=restore", JSON.createObjectNode().put("filename", file))
                .path("n_restored")
                .asInt();
    }

    /// Whether the server reads or writes for anybody.
    boolean busy() throws IOException {
        try (var response = send(request("/slots").get())) {
            return JSON.readTree(response.body().string())
                    .path(0)
                    .path("is_processing")
                    .asBoolean();
        }
    }

    private JsonNode json(String path, ObjectNode body) throws IOException {
        try (var response = post(path, body)) {
            return JSON.readTree(response.body().string());
        }
    }

    private Response post(String path, ObjectNode body) throws IOException {
        return send(request(path).post(RequestBody.create(JSON.writeValueAsBytes(body), MEDIA_TYPE)));
    }

    private Request.Builder request(String path) {
        return new Request.Builder()
                .url(server.address() + path)
                // After a stream the server hangs up without having said so.
                .header("Connection", "close")
                .header("Authorization", "Bearer " + server.key());
    }

    private Response send(Request.Builder request) throws IOException {
        var response = client.newCall(request.build()).execute();
        if (response.isSuccessful()) {
            return response;
        }
        try (response) {
            var said = Optional.of(response.peekBody(8192).string()).flatMap(Trouble::message);
            throw new IOException(
                    "%d%s".formatted(response.code(), said.map(it -> ": " + it).orElse("")));
        }
    }

    /// Breaks off what is under way.
    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }
}
