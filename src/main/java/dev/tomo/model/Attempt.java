package dev.tomo.model;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import dev.tomo.model.ChatStream.Event;
import dev.tomo.wire.StreamEnd;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request's events on their way to the sink, and what they add up to.
final class Attempt {
    /// Reading fewer tokens than this is over before a notice could be read.
    private static final int WORTH_A_NOTICE = 200;

    private static final Duration BETWEEN_NOTICES = Duration.ofSeconds(3);

    private final ReplySink sink;
    private final Trouble trouble;
    private final Clock clock;

    private boolean heard;
    private boolean started;
    private Instant noticed = Instant.MIN;
    private Optional<Throwable> failure = Optional.empty();
    private Reply reply = new Reply(StreamEnd.STOP, Optional.empty(), Usage.UNKNOWN);

    Attempt(ReplySink sink, Trouble trouble, Clock clock) {
        this.sink = sink;
        this.trouble = trouble;
        this.clock = clock;
    }

    /// @return false: that was all, or nothing more is wanted
    boolean takes(Event event) {
        heard = true;
        return switch (event) {
            case Event.Text(var piece) -> {
                started = true;
                yield sink.text(piece);
            }
            case Event.Reasoning(var piece) -> {
                started = true;
                sink.reasoning(piece);
                yield true;
            }
            case Event.Reading(int processed, int total) -> {
                reading(processed, total);
                yield true;
            }
            case Event.Ended(var response, var ending) -> {
                reply = ended(response, ending);
                yield false;
            }
            case Event.Failed(var cause) -> {
                failure = Optional.of(cause);
                reply = new Reply(StreamEnd.CUT, Optional.of(trouble.line(cause)), Usage.UNKNOWN);
                yield false;
            }
        };
    }

    /// Whether there was any event.
    boolean heard() {
        return heard;
    }

    Reply reply() {
        return reply;
    }

    String problem() {
        return reply.problem().orElseThrow();
    }

    Optional<Throwable> failureBeforeFirstPiece() {
        return started ? Optional.empty() : failure;
    }

    private void reading(int processed, int total) {
        var now = clock.instant();
        if (total - processed < WORTH_A_NOTICE || now.isBefore(noticed.plus(BETWEEN_NOTICES))) {
            return;
        }
        noticed = now;
        sink.notice("reading the conversation: %d of %d tokens".formatted(processed, total));
    }

    private Reply ended(ChatResponse response, ChatStream.Ending ending) {
        var usage = usage(response.tokenUsage());
        return switch (ending) {
            case WHOLE -> whole(response.finishReason(), usage);
            case BROKEN_OFF -> new Reply(StreamEnd.CUT, Optional.of(trouble.brokenOff()), usage);
            case NO_STREAM -> new Reply(StreamEnd.CUT, Optional.of(trouble.noStream()), usage);
        };
    }

    private Reply whole(@Nullable FinishReason reason, Usage usage) {
        if (reason == FinishReason.LENGTH) {
            return new Reply(StreamEnd.LENGTH, Optional.empty(), usage);
        }
        var problem = reason == FinishReason.CONTENT_FILTER
                ? Optional.of("the server's content filter ended the reply")
                : Optional.<String>empty();
        return new Reply(StreamEnd.STOP, problem, usage);
    }

    private static Usage usage(@Nullable TokenUsage counted) {
        return counted == null
                ? Usage.UNKNOWN
                : new Usage(count(counted.inputTokenCount()), cached(counted), count(counted.outputTokenCount()));
    }

    private static int cached(TokenUsage counted) {
        return counted instanceof OpenAiTokenUsage usage && usage.inputTokensDetails() != null
                ? count(usage.inputTokensDetails().cachedTokens())
                : 0;
    }

    private static int count(@Nullable Integer tokens) {
        return tokens == null ? 0 : tokens;
    }
}
