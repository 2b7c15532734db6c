package dev.tomo.testing;

import dev.tomo.model.Model;
import dev.tomo.model.ModelSpec;
import dev.tomo.model.Reply;
import dev.tomo.model.ReplySink;
import dev.tomo.model.Usage;
import dev.tomo.wire.ModelInput;
import dev.tomo.wire.StreamEnd;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A model without a network: it replies by script, two characters a piece, and keeps what it was asked. A script that
/// runs out fails at once.
public final class ScriptedModel implements Model {
    private static final ModelSpec SPEC = new ModelSpec(
            "scripted",
            Optional.empty(),
            "scripted",
            Optional.empty(),
            8192,
            Optional.empty(),
            false,
            false,
            "by test");

    private final Deque<Step> script = new ArrayDeque<>();
    private final List<ModelInput> inputs = new ArrayList<>();

    /// One reply.
    private record Step(String text, StreamEnd end, Optional<String> problem, boolean interrupted) {}

    public ScriptedModel then(String... replies) {
        for (String reply : replies) {
            script.add(new Step(reply, StreamEnd.STOP, Optional.empty(), false));
        }
        return this;
    }

    /// A reply that reaches a limit, or breaks off with a problem.
    public ScriptedModel thenEnding(String text, StreamEnd end, Optional<String> problem) {
        script.add(new Step(text, end, problem, false));
        return this;
    }

    /// A reply in which the person presses Ctrl-C after the text.
    public ScriptedModel thenInterrupted(String text) {
        script.add(new Step(text, StreamEnd.CUT, Optional.empty(), true));
        return this;
    }

    /// What was asked, oldest first.
    public List<ModelInput> inputs() {
        return inputs;
    }

    @Override
    public ModelSpec spec() {
        return SPEC;
    }

    @Override
    public Reply reply(ModelInput input, ReplySink sink) throws InterruptedException {
        inputs.add(input);
        if (script.isEmpty()) {
            throw new AssertionError(
                    "the script has run out; asked was " + input.turns().getLast());
        }
        Step step = script.remove();
        for (int i = 0; i < step.text().length(); i += 2) {
            if (!sink.text(step.text().substring(i, Math.min(i + 2, step.text().length())))) {
                return new Reply(StreamEnd.STOP, Optional.empty(), Usage.UNKNOWN);
            }
        }
        if (step.interrupted()) {
            throw new InterruptedException("by script");
        }
        return new Reply(step.end(), step.problem(), new Usage(100, 50, 10));
    }

    @Override
    public void close() {}
}
