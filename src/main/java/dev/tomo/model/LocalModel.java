package dev.tomo.model;

import dev.tomo.wire.ModelInput;
import dev.tomo.wire.StreamEnd;
import dev.tomo.wire.Turn;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The model that runs on this machine. It says the same to the same, holds its reply to the input's grammar, and is
/// started again when its server is gone.
public final class LocalModel implements Model {
    /// The turn of another chat, and a batch of a prompt on a slow machine.
    private static final Duration SILENCE = Duration.ofMinutes(10);

    /// A small model that repeats itself does not stop by itself.
    private static final int LONGEST_REPLY = 2048;

    private static final String WHERE = "the model on this machine";

    private final ModelSpec spec;
    private final LocalServer server;
    private final PromptStates states;
    /// Held by the one start that is at work; the others wait their turn.
    private final ReentrantLock starting = new ReentrantLock();

    private Optional<Startup> startup = Optional.empty();
    private Optional<ServerClaim> claim = Optional.empty();
    private List<Turn> beginning = List.of();
    private boolean closed;

    /// Starts nothing yet: [#prepare] or the first reply does.
    public LocalModel(ModelSpec spec, LocalServer server) {
        this.spec = spec;
        this.server = server;
        this.states = new PromptStates(server.states(), Clock.systemUTC());
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    /// Starts the server and makes it know the beginning: from disk, where it was read before.
    @Override
    public synchronized void prepare(ModelInput beginning) {
        this.beginning = beginning.turns();
        startup = Optional.of(begin());
    }

    @Override
    public Reply reply(ModelInput input, ReplySink sink) throws InterruptedException {
        var noted = new NotingSink(sink);
        try {
            var first = startup().await(noted);
            var reply = ask(first, input, noted);
            if (reply.problem().isEmpty() || !first.gone()) {
                return reply;
            }
            if (noted.started()) {
                return new Reply(reply.end(), Optional.of(stopped(first)), reply.usage());
            }
            sink.notice(WHERE + " had stopped; starting it again");
            return ask(startup().await(noted), input, noted);
        } catch (PreparationException e) {
            return new Reply(StreamEnd.CUT, Optional.of(Trouble.reason(e)), Usage.UNKNOWN);
        }
    }

    private static String stopped(ServerClaim claim) {
        return "%s stopped in the middle of the reply; ask again and it starts anew (its log: %s)"
                .formatted(WHERE, claim.log());
    }

    private Reply ask(ServerClaim claim, ModelInput input, ReplySink sink) throws InterruptedException {
        var running = claim.running();
        Map<String, Object> custom = new LinkedHashMap<>();
        custom.put("cache_prompt", true);
        custom.put("return_progress", true);
        custom.put("max_tokens", LONGEST_REPLY);
        input.grammar().ifPresent(it -> custom.put("grammar", it));
        var key = Optional.of(running.key());
        var request = new ChatStream.Request(running.base(), spec.model(), key, Optional.of(0.0), custom);
        var trouble = new Trouble(WHERE, spec.model(), Optional.empty(), key, SILENCE);
        var waiting = Optional.of("the model is busy, perhaps with another chat; waiting");
        try (var endpoint = new Endpoint(running.base(), SILENCE, RetryPolicy.NEVER, waiting)) {
            return endpoint.reply(request, input.turns(), sink, trouble);
        }
    }

    /// The start that is under way or done; a new one after a failure or a crash.
    private synchronized Startup startup() {
        var current = startup.filter(Startup::useful).orElseGet(this::begin);
        startup = Optional.of(current);
        return current;
    }

    private Startup begin() {
        if (closed) {
            throw new IllegalStateException("the model is closed");
        }
        var turns = beginning;
        return Startup.begin(progress -> {
            starting.lockInterruptibly();
            try {
                var held = held();
                var own = held.isPresent() ? held.get() : keep(server.claim(progress));
                warm(own, turns, progress);
                return own;
            } finally {
                starting.unlock();
            }
        });
    }

    private synchronized Optional<ServerClaim> held() {
        return claim.filter(ServerClaim::alive);
    }

    private synchronized ServerClaim keep(ServerClaim fresh) throws InterruptedException {
        if (closed) {
            fresh.close();
            throw new InterruptedException("the model was closed while it started");
        }
        claim.ifPresent(ServerClaim::close);
        claim = Optional.of(fresh);
        return fresh;
    }

    private void warm(ServerClaim own, List<Turn> turns, Progress progress) throws InterruptedException {
        if (turns.isEmpty()) {
            return;
        }
        progress.advanced("preparing the model", 0, 0);
        try (var calls = new ServerCalls(own.running())) {
            states.warm(own, calls, turns, progress);
        } catch (IOException e) {
            // The first reply takes longer without it, no more; what stands in the way shows itself there.
            progress.notice("the model could not read its instructions ahead (%s)".formatted(Trouble.reason(e)));
        }
    }

    @Override
    public void close() {
        Optional<Startup> last;
        synchronized (this) {
            closed = true;
            last = startup;
        }
        try {
            if (last.isPresent()) {
                last.get().stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            claim.ifPresent(ServerClaim::close);
            claim = Optional.empty();
        }
    }

    /// Knows whether anything of the reply was passed on.
    private static final class NotingSink implements ReplySink {
        private final ReplySink sink;
        private boolean started;

        NotingSink(ReplySink sink) {
            this.sink = sink;
        }

        boolean started() {
            return started;
        }

        @Override
        public boolean text(String piece) {
            started = true;
            return sink.text(piece);
        }

        @Override
        public void reasoning(String piece) {
            started = true;
            sink.reasoning(piece);
        }

        @Override
        public void notice(String line) {
            sink.notice(line);
        }
    }
}
