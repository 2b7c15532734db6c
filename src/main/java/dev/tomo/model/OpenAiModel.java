package dev.tomo.model;

import dev.tomo.wire.ModelInput;
import dev.tomo.wire.StreamEnd;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// A model behind any OpenAI-compatible address. Its sampling is left to the server.
public final class OpenAiModel implements Model {
    private static final Duration SILENCE = Duration.ofSeconds(60);
    /// A server on this machine may first have to load the model.
    private static final Duration SILENCE_ON_LOOPBACK = Duration.ofMinutes(5);

    private final ModelSpec spec;
    private final URI base;
    private final Duration silence;
    private final Keys keys;
    private final Endpoint endpoint;

    /// Opens no connection and reads no key yet.
    ///
    /// @param environment where keys are looked up, the program's own variables
    /// @throws IllegalArgumentException when the specification has no address
    public OpenAiModel(ModelSpec spec, Map<String, String> environment) {
        this(spec, environment, silence(spec), RetryPolicy.SYSTEM);
    }

    OpenAiModel(ModelSpec spec, Map<String, String> environment, Duration silence, RetryPolicy retries) {
        this.spec = spec;
        this.base = base(spec);
        this.silence = silence;
        this.keys = new Keys(environment);
        this.endpoint = new Endpoint(base, silence, retries, Optional.empty());
    }

    private static URI base(ModelSpec spec) {
        return spec.url().orElseThrow(() -> new IllegalArgumentException("spec has no url: " + spec));
    }

    private static Duration silence(ModelSpec spec) {
        return OkHttpTransport.isLoopback(base(spec)) ? SILENCE_ON_LOOPBACK : SILENCE;
    }

    @Override
    public ModelSpec spec() {
        return spec;
    }

    @Override
    public Reply reply(ModelInput input, ReplySink sink) throws InterruptedException {
        try {
            var key = spec.key().isPresent() ? Optional.of(keys.read(spec.key().get())) : Optional.<String>empty();
            var request = new ChatStream.Request(base, spec.model(), key, Optional.empty(), Map.of());
            var trouble = new Trouble(Trouble.shown(base), spec.model(), spec.key(), key, silence);
            return endpoint.reply(request, input.turns(), sink, trouble);
        } catch (Keys.NoKeyException e) {
            return new Reply(StreamEnd.CUT, Optional.of(e.line()), Usage.UNKNOWN);
        }
    }

    @Override
    public void close() {
        endpoint.close();
    }
}
