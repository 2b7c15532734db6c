package dev.tomo.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.tomo.wire.Turn;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;

/// One request to an OpenAI-compatible server and the stream that comes back.
///
/// The request runs on a virtual thread of its own; [#next] hands its events to the thread that asked, which can
/// therefore be interrupted at any moment, even while a name is being resolved.
final class ChatStream implements AutoCloseable {
    /// What the server sent, in order; the last one is [Ended] or [Failed].
    sealed interface Event {
        record Text(String piece) implements Event {}

        record Reasoning(String piece) implements Event {}

        /// How far the server is in reading the request, where it says so.
        record Reading(int processed, int total) implements Event {}

        record Ended(ChatResponse response, Ending ending) implements Event {}

        record Failed(Throwable cause) implements Event {}
    }

    /// What an orderly end of the connection means.
    enum Ending {
        /// The server said that the reply is whole.
        WHOLE,
        /// The stream stopped without saying so.
        BROKEN_OFF,
        /// The server answered with something else than a stream.
        NO_STREAM
    }

    /// Where a request goes and what it says besides the conversation.
    ///
    /// @param base ends before `/chat/completions`
    /// @param temperature empty: the server's own default
    /// @param custom fields that only this kind of server knows
    record Request(
            URI base, String model, Optional<String> key, Optional<Double> temperature, Map<String, Object> custom) {
        Request {
            custom = Collections.unmodifiableMap(new LinkedHashMap<>(custom));
        }

        @Override
        public String toString() {
            return "request to " + base;
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final OkHttpTransport transport;

    private ChatStream(OkHttpTransport transport) {
        this.transport = transport;
    }

    /// Sends the request; returns at once.
    static ChatStream open(OkHttpClient client, Request request, List<Turn> turns) {
        var stream = new ChatStream(new OkHttpTransport(client));
        Thread.ofVirtual().name("model-stream").start(() -> stream.run(request, turns));
        return stream;
    }

    /// Waits for the next event.
    Event next() throws InterruptedException {
        return events.take();
    }

    /// Waits for the next event, but not for ever.
    ///
    /// @return empty: there was none
    Optional<Event> next(Duration limit) throws InterruptedException {
        return Optional.ofNullable(events.poll(limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    /// Closes the connection. What arrived before may still be read.
    @Override
    public void close() {
        transport.cancel();
    }

    private void run(Request request, List<Turn> turns) {
        try {
            model(request).chat(ChatRequest.builder().messages(messages(turns)).build(), new Handler());
        } catch (RuntimeException e) {
            events.add(new Event.Failed(e));
        }
    }

    private OpenAiStreamingChatModel model(Request request) {
        var builder = OpenAiStreamingChatModel.builder()
                .httpClientBuilder(transport)
                .baseUrl(request.base().toString())
                .modelName(request.model())
                .customHeaders(() -> Map.of("User-Agent", "tomo"))
                .customParameters(request.custom())
                .returnThinking(true);
        request.key().ifPresent(builder::apiKey);
        request.temperature().ifPresent(builder::temperature);
        return builder.build();
    }

    private static List<ChatMessage> messages(List<Turn> turns) {
        return turns.stream().map(ChatStream::message).toList();
    }

    private static ChatMessage message(Turn turn) {
        return switch (turn.role()) {
            case SYSTEM -> SystemMessage.from(turn.text());
            case USER -> UserMessage.from(turn.text());
            case ASSISTANT -> AiMessage.from(turn.text());
            case TOOL -> throw new IllegalArgumentException("a turn is never of the tool: " + turn);
        };
    }

    /// LangChain4j's callbacks, turned into events. All come from the request's thread, one at a time.
    private final class Handler implements StreamingChatResponseHandler {
        private boolean finished;

        @Override
        public void onPartialResponse(String piece) {
            events.add(new Event.Text(piece));
        }

        @Override
        public void onPartialThinking(PartialThinking thinking) {
            events.add(new Event.Reasoning(thinking.text()));
        }

        /// LangChain4j passes over an error inside a stream, progress, and reasons to stop that OpenAI does not have.
        @Override
        public void onUnmappedRawEvent(Object raw) {
            if (!(raw instanceof ServerSentEvent event)) {
                return;
            }
            try {
                read(event, JSON.readTree(event.data()));
            } catch (JsonProcessingException e) {
                events.add(new Event.Failed(e));
            }
        }

        private void read(ServerSentEvent event, JsonNode data) {
            if (data.hasNonNull("error")) {
                int status = data.path("error").path("code").asInt(0);
                events.add(new Event.Failed(new Rejection(status, event.data(), Optional.empty())));
            }
            var progress = data.path("prompt_progress");
            if (progress.isObject()) {
                events.add(new Event.Reading(
                        progress.path("processed").asInt(),
                        progress.path("total").asInt()));
            }
            finished |= data.path("choices").path(0).path("finish_reason").isTextual();
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            events.add(new Event.Ended(response, ending(response)));
        }

        private Ending ending(ChatResponse response) {
            if (finished || response.metadata().finishReason() != null || transport.sawDone()) {
                return Ending.WHOLE;
            }
            return transport.sawEvents() ? Ending.BROKEN_OFF : Ending.NO_STREAM;
        }

        @Override
        public void onError(Throwable cause) {
            events.add(new Event.Failed(cause));
        }
    }
}
