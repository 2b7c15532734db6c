package dev.tomo.model;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.ConnectionSpec;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/// LangChain4j's HTTP client over OkHttp, for one request, because only the request itself can be called off: before
/// the connection stands, before the first byte, and in the middle.
///
/// It never repeats a request: who asked decides that, and says so.
final class OkHttpTransport implements HttpClient, HttpClientBuilder {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final int ERROR_BODY_LIMIT = 64 * 1024;

    private final OkHttpClient client;
    private volatile Optional<Call> call = Optional.empty();
    private volatile boolean cancelled;
    private volatile boolean events;
    private volatile boolean done;

    OkHttpTransport(OkHttpClient client) {
        this.client = client;
    }

    /// What all requests to one server share: its connections, and how long it may keep us waiting.
    ///
    /// @param silence the longest wait for the next byte
    static OkHttpClient client(URI base, Duration silence) {
        var builder = new OkHttpClient.Builder()
                .connectTimeout(CONNECT_LIMIT)
                .writeTimeout(silence)
                .readTimeout(silence)
                .followRedirects(false)
                .retryOnConnectionFailure(false);
        if ("http".equalsIgnoreCase(base.getScheme())) {
            // Loading the platform's certificates costs more than the whole request.
            builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
        }
        if (isLoopback(base)) {
            builder.proxy(Proxy.NO_PROXY);
        }
        return builder.build();
    }

    static boolean isLoopback(URI base) {
        var host = Objects.requireNonNullElse(base.getHost(), "");
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.startsWith("127.")
                || host.equals("[::1]");
    }

    /// Closes the connection, if there is one, and keeps one from being made. From any thread; safe to call twice.
    void cancel() {
        cancelled = true;
        call.ifPresent(Call::cancel);
    }

    /// Whether the stream said in its own way, `[DONE]`, that it was whole.
    boolean sawDone() {
        return done;
    }

    /// Whether anything arrived that was an event of a stream.
    boolean sawEvents() {
        return events;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        try (var response = send(request)) {
            return opened(response).body(response.body().string()).build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try (var response = send(request)) {
            listener.onOpen(opened(response).build());
            parser.parse(response.body().byteStream(), new Watched(listener));
            listener.onClose();
        } catch (IOException | Rejection e) {
            listener.onError(e);
        }
    }

    private Response send(HttpRequest request) throws IOException {
        var made = client.newCall(okHttp(request));
        call = Optional.of(made);
        if (cancelled) {
            made.cancel();
        }
        var response = made.execute();
        if (response.isSuccessful()) {
            return response;
        }
        try (response) {
            var start = response.peekBody(ERROR_BODY_LIMIT).string();
            throw new Rejection(response.code(), start, Optional.ofNullable(response.header("Retry-After")));
        }
    }

    private static Request okHttp(HttpRequest request) {
        var builder = new Request.Builder().url(request.url());
        request.headers().forEach((name, values) -> values.forEach(value -> builder.addHeader(name, value)));
        // OkHttp adds a charset to a textual body's type; bytes leave it as it was asked for.
        var body = Optional.ofNullable(request.body())
                .map(text ->
                        RequestBody.create(text.getBytes(StandardCharsets.UTF_8), MediaType.get("application/json")));
        return builder.method(request.method().name(), body.orElse(null)).build();
    }

    private static SuccessfulHttpResponse.Builder opened(Response response) {
        return SuccessfulHttpResponse.builder()
                .statusCode(response.code())
                .headers(response.headers().toMultimap());
    }

    @Override
    public HttpClient build() {
        return this;
    }

    /// The limits belong to the shared client; LangChain4j only ever asks for its own defaults here.
    @Override
    public HttpClientBuilder connectTimeout(Duration ignored) {
        return this;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration ignored) {
        return this;
    }

    @Override
    public Duration connectTimeout() {
        return CONNECT_LIMIT;
    }

    @Override
    public Duration readTimeout() {
        return Duration.ofMillis(client.readTimeoutMillis());
    }

    /// Notes what LangChain4j does not pass on.
    private final class Watched implements ServerSentEventListener {
        private final ServerSentEventListener listener;

        Watched(ServerSentEventListener listener) {
            this.listener = listener;
        }

        @Override
        public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            events = true;
            done |= "[DONE]".equals(event.data());
            listener.onEvent(event, context);
        }

        @Override
        public void onError(Throwable cause) {
            listener.onError(cause);
        }
    }
}
