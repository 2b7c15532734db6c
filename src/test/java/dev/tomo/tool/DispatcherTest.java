package dev.tomo.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import dev.tomo.wire.FunctionSignature;
import dev.tomo.wire.Parameter;
import dev.tomo.wire.ToolSignature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DispatcherTest {
    private static final ToolCall.Origin ORIGIN = new ToolCall.Origin("s", 1, 1, false);

    private final List<ToolCall> calls = new ArrayList<>();
    private final List<Approver.Question> questions = new ArrayList<>();
    private Approver.Answer answer = Approver.Answer.YES;

    @FunctionalInterface
    private interface Work {
        ToolResult run(ToolCall call) throws InterruptedException;
    }

    private Dispatcher dispatcher(RegisteredTool.Confirm confirm, Duration timeout, Work work) {
        ToolSignature signature = new ToolSignature(
                "clock",
                List.of(new FunctionSignature("at", List.of(new Parameter("place", Parameter.Type.STRING, true)))),
                ToolSignature.Body.TEXT,
                List.of());
        Tool tool = new Tool() {
            @Override
            public ToolSignature signature() {
                return signature;
            }

            @Override
            public ToolResult run(ToolCall call) throws InterruptedException {
                calls.add(call);
                return work.run(call);
            }
        };
        ToolRegistry registry = new ToolRegistry(List.of(new RegisteredTool(tool, confirm, timeout, true)));
        return new Dispatcher(registry, new Policy(question -> {
            questions.add(question);
            return answer;
        }));
    }

    private Dispatcher dispatcher(RegisteredTool.Confirm confirm) {
        return dispatcher(confirm, Duration.ofSeconds(10), call -> ToolResult.ok("noon"));
    }

    private static Message call(String recipient, String body) {
        return Message.call(new Recipient(recipient), body);
    }

    @Test
    void callReachesItsToolWithItsArguments() {
        Dispatcher.Outcome outcome =
                dispatcher(RegisteredTool.Confirm.NEVER).dispatch(call("Functions.clock.AT", "Oslo"), ORIGIN);

        assertThat(outcome).isEqualTo(new Dispatcher.Outcome(ToolResult.ok("noon"), true, true));
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.recipient()).isEqualTo(new Recipient("clock.at"));
            assertThat(call.arguments()).isEqualTo(Map.of("place", "Oslo"));
            assertThat(call.origin()).isEqualTo(ORIGIN);
        });
    }

    @Test
    void unknownToolIsAFailureThatNamesTheTools() {
        Dispatcher.Outcome outcome = dispatcher(RegisteredTool.Confirm.NEVER).dispatch(call("watch", "Oslo"), ORIGIN);

        assertThat(outcome.known()).isFalse();
        assertThat(outcome.tainted()).isFalse();
        assertThat(outcome.result().content().text()).isEqualTo("unknown tool 'watch'; tools: clock.at");
    }

    @Test
    void wrongArgumentsAreNeverRunAndTheErrorNamesTheField() {
        Dispatcher.Outcome outcome =
                dispatcher(RegisteredTool.Confirm.NEVER).dispatch(call("clock.at", "{\"place\": 3}"), ORIGIN);

        assertThat(calls).isEmpty();
        assertThat(outcome.result().status()).isEqualTo(ToolResult.Status.FAILED);
        assertThat(outcome.result().content().text()).contains("place");
    }

    @Test
    void toolThatAsksAlwaysAsksEachTime() {
        Dispatcher dispatcher = dispatcher(RegisteredTool.Confirm.ALWAYS);

        dispatcher.dispatch(call("clock.at", "Oslo"), ORIGIN);
        dispatcher.dispatch(call("clock.at", "Rome"), ORIGIN);

        assertThat(questions.stream().map(Approver.Question::detail)).containsExactly("Oslo", "Rome");
        assertThat(calls).hasSize(2);
    }

    @Test
    void toolThatAsksOnceAsksUntilItIsAllowed() {
        Dispatcher dispatcher = dispatcher(RegisteredTool.Confirm.ONCE);

        answer = Approver.Answer.NO;
        dispatcher.dispatch(call("clock.at", "Oslo"), ORIGIN);
        answer = Approver.Answer.YES;
        dispatcher.dispatch(call("clock.at", "Oslo"), ORIGIN);
        dispatcher.dispatch(call("clock.at", "Oslo"), ORIGIN);

        assertThat(questions).hasSize(2);
        assertThat(calls).hasSize(2);
    }

    @Test
    void refusalIsAResultAndTaintsNothing() {
        answer = Approver.Answer.NOBODY_THERE;

        Dispatcher.Outcome outcome =
                dispatcher(RegisteredTool.Confirm.ALWAYS).dispatch(call("clock.at", "Oslo"), ORIGIN);

        assertThat(calls).isEmpty();
        assertThat(outcome.tainted()).isFalse();
        assertThat(outcome.result().status()).isEqualTo(ToolResult.Status.REFUSED);
        assertThat(outcome.result().content().text()).contains("nobody is there to ask");
    }

    @Test
    void slowToolIsStoppedAtItsDeadline() {
        CountDownLatch stopped = new CountDownLatch(1);
        Dispatcher dispatcher = dispatcher(RegisteredTool.Confirm.NEVER, Duration.ofMillis(50), call -> {
            try {
                new CountDownLatch(1).await();
                return ToolResult.ok("never");
            } finally {
                stopped.countDown();
            }
        });

        Dispatcher.Outcome outcome = dispatcher.dispatch(call("clock.at", "Oslo"), ORIGIN);

        assertThat(outcome.result().status()).isEqualTo(ToolResult.Status.TIMED_OUT);
        assertThat(stopped.getCount()).isZero();
    }

    @Test
    void interruptionStopsTheToolAndIsAResult() {
        Thread turn = Thread.currentThread();
        Dispatcher dispatcher = dispatcher(RegisteredTool.Confirm.NEVER, Duration.ofSeconds(10), call -> {
            turn.interrupt();
            new CountDownLatch(1).await();
            return ToolResult.ok("never");
        });

        Dispatcher.Outcome outcome = dispatcher.dispatch(call("clock.at", "Oslo"), ORIGIN);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.result().status()).isEqualTo(ToolResult.Status.CANCELLED);
    }

    @Test
    void exceptionOfAToolIsAFailureTheModelCanRead() {
        Dispatcher dispatcher = dispatcher(RegisteredTool.Confirm.NEVER, Duration.ofSeconds(10), call -> {
            throw new IllegalStateException("broken spring");
        });

        assertThat(dispatcher
                        .dispatch(call("clock.at", "Oslo"), ORIGIN)
                        .result()
                        .content()
                        .text())
                .contains("broken spring");
    }
}
