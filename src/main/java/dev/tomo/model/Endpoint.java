package dev.tomo.model;

import dev.tomo.wire.Turn;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import okhttp3.OkHttpClient;

/// An OpenAI-compatible server and how it is asked: again where that may help, and never after the first piece of a
/// reply has arrived.
final class Endpoint implements AutoCloseable {
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final OkHttpClient client;
    private final RetryPolicy retries;
    private final Optional<String> waiting;

    /// @param silence the longest wait for a next byte
    /// @param waiting what to say when a server that otherwise reports at once does not
    Endpoint(URI base, Duration silence, RetryPolicy retries, Optional<String> waiting) {
        this.client = OkHttpTransport.client(base, silence);
        this.retries = retries;
        this.waiting = waiting;
    }

    /// Streams one reply to the sink, as [Model#reply] promises it.
    ///
    /// @param trouble words what goes wrong
    Reply reply(ChatStream.Request request, List<Turn> turns, ReplySink sink, Trouble trouble)
            throws InterruptedException {
        for (int retry = 0; ; retry++) {
            var attempt = new Attempt(sink, trouble, retries.clock());
            try (var stream = ChatStream.open(client, request, turns)) {
                while (attempt.takes(next(stream, attempt, sink))) {}
            }
            int retried = retry;
            var wait = attempt.failureBeforeFirstPiece().flatMap(cause -> retries.wait(cause, retried));
            if (wait.isEmpty()) {
                return attempt.reply();
            }
            sink.notice("%s · trying again in %s (%d of %d)"
                    .formatted(attempt.problem(), seconds(wait.get()), retry + 1, retries.most()));
            retries.pause().sleep(wait.get());
        }
    }

    private ChatStream.Event next(ChatStream stream, Attempt attempt, ReplySink sink) throws InterruptedException {
        if (waiting.isPresent() && !attempt.heard()) {
            var first = stream.next(AT_ONCE);
            if (first.isPresent()) {
                return first.get();
            }
            sink.notice(waiting.get());
        }
        return stream.next();
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0
                ? duration.toSeconds() + " s"
                : String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }

    @Override
    public void close() {
        client.dispatcher().cancelAll();
        client.connectionPool().evictAll();
    }
}
