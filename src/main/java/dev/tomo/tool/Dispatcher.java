package dev.tomo.tool;

import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import dev.tomo.wire.CallArguments;
import dev.tomo.wire.Toolset;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Finds the tool a message is addressed to, asks the policy, runs it, and turns every outcome into one result.
/// Nothing is thrown past it.
public final class Dispatcher {
    /// How long a tool that was interrupted may take to put its things away.
    private static final Duration GRACE = Duration.ofSeconds(8);

    private final ToolRegistry registry;
    private final Toolset toolset;
    private final Policy policy;

    public Dispatcher(ToolRegistry registry, Policy policy) {
        this.registry = registry;
        this.toolset = registry.toolset();
        this.policy = policy;
    }

    /// What a result is for the rest of the turn.
    ///
    /// @param known whether there is such a tool
    /// @param tainted whether the result comes from outside
    public record Outcome(ToolResult result, boolean known, boolean tainted) {}

    /// Runs a call. An interruption of the calling thread stops the tool and is a result, too; the thread is still
    /// interrupted afterwards.
    public Outcome dispatch(Message call, ToolCall.Origin origin) {
        Recipient recipient = call.recipient()
                .orElseThrow(() -> new IllegalArgumentException("expected a call but was a message to everyone"));
        return switch (CallArguments.read(toolset, call)) {
            case CallArguments.UnknownTool(String error) -> new Outcome(ToolResult.failed(error), false, false);
            case CallArguments.BadArguments(String error) -> new Outcome(ToolResult.failed(error), true, false);
            case CallArguments.Accepted(Map<String, Object> values) -> {
                Recipient known = toolset.resolve(recipient.name()).orElseThrow();
                RegisteredTool tool = registry.find(known).orElseThrow();
                yield permitted(tool, new ToolCall(known, call.text(), values, origin));
            }
        };
    }

    private Outcome permitted(RegisteredTool tool, ToolCall call) {
        try {
            Optional<String> objection = policy.objection(tool, call);
            if (objection.isPresent()) {
                return new Outcome(ToolResult.of(ToolResult.Status.REFUSED, objection.get()), true, false);
            }
            return new Outcome(run(tool, call), true, tool.taints());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(cancelled(call), true, tool.taints());
        }
    }

    private static ToolResult run(RegisteredTool tool, ToolCall call) throws InterruptedException {
        CompletableFuture<ToolResult> result = new CompletableFuture<>();
        Thread worker = Thread.ofVirtual().name("tool-" + tool.name()).start(() -> {
            try {
                result.complete(tool.tool().run(call));
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get(tool.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            stop(worker);
            return ToolResult.of(
                    ToolResult.Status.TIMED_OUT,
                    call.recipient() + " was stopped after " + tool.timeout().toSeconds() + " s");
        } catch (InterruptedException e) {
            stop(worker);
            throw e;
        } catch (ExecutionException e) {
            return failure(call, e.getCause());
        }
    }

    private static void stop(Thread worker) throws InterruptedException {
        worker.interrupt();
        worker.join(GRACE);
    }

    private static ToolResult failure(ToolCall call, @org.jspecify.annotations.Nullable Throwable cause) {
        return cause instanceof InterruptedException
                ? cancelled(call)
                : ToolResult.failed(call.recipient() + " failed inside Tomo: " + cause);
    }

    private static ToolResult cancelled(ToolCall call) {
        return ToolResult.of(ToolResult.Status.CANCELLED, call.recipient() + " was cancelled by the user");
    }
}
