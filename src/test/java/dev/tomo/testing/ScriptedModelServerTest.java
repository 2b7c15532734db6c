package dev.tomo.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class ScriptedModelServerTest {
    private static final String HELLO = "{\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]}";

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void streamsTheScriptAndRecordsTheRequest() throws Exception {
        try (ScriptedModelServer server = ScriptedModelServer.start().then(Scripted.pieces("one", " two"))) {
            HttpResponse<String> answer = client.send(post(server.url()), BodyHandlers.ofString());

            assertThat(answer.body()).containsSubsequence("\"one\"", "\" two\"", "\"stop\"", "[DONE]");
            assertThat(server.awaitRequest(1, Duration.ofSeconds(5)).messages()).containsExactly("user: hello");
        }
    }

    @Test
    void aDroppedStreamHasNoEnding() {
        try (ScriptedModelServer server =
                ScriptedModelServer.start().then(Scripted.words(5).droppedAfter(2))) {
            assertThatThrownBy(() -> client.send(post(server.url()), BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void anErrorHasItsStatusAndHeaders() throws Exception {
        Scripted busy = Scripted.error(429, "{}").withHeader("Retry-After", "1");
        try (ScriptedModelServer server = ScriptedModelServer.start().then(busy)) {
            HttpResponse<String> answer = client.send(post(server.url()), BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(429);
            assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
        }
    }

    @Test
    void seesTheClientHangUp() throws Exception {
        Scripted slow = Scripted.words(1000).pieceEvery(Duration.ofMillis(20));
        try (ScriptedModelServer server = ScriptedModelServer.start().then(slow)) {
            HttpResponse<InputStream> answer = client.send(post(server.url()), BodyHandlers.ofInputStream());
            assertThat(answer.body().read()).isNotNegative();
            answer.body().close();

            assertThat(server.requests().getFirst().hangUp().await(Duration.ofSeconds(5)))
                    .isPositive();
        }
    }

    @Test
    void aScriptThatRunsOutFails() throws Exception {
        ScriptedModelServer server = ScriptedModelServer.start();
        assertThat(client.send(post(server.url()), BodyHandlers.ofString()).statusCode())
                .isEqualTo(400);
        assertThatThrownBy(server::close).hasMessageContaining("hello");
    }

    private static HttpRequest post(URI base) {
        return HttpRequest.newBuilder(URI.create(base + "/chat/completions"))
                .POST(HttpRequest.BodyPublishers.ofString(HELLO))
                .build();
    }
}
