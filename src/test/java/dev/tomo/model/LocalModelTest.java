package dev.tomo.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.message.Role;
import dev.tomo.wire.ModelInput;
import dev.tomo.wire.StreamEnd;
import dev.tomo.wire.Turn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Replies of real models on this machine.
@Tag("real")
final class LocalModelTest {
    private static final List<Turn> BEGINNING = beginning(16);

    private static final String HEADED = "root ::= \"to=user\\n\" [A-Za-z ,.]+";

    @TempDir
    Path cache;

    private final RecordingSink sink = new RecordingSink();

    @Test
    void theReplyIsHeldToTheGrammarAndTheSameEachTime() throws Exception {
        try (var model = RealModel.model("tiny", cache)) {
            var input = new ModelInput(question("Say hello."), Optional.of(HEADED));
            var again = new RecordingSink();

            Reply first = model.reply(input, sink);
            model.reply(input, again);

            assertThat(first.problem()).isEmpty();
            assertThat(first.usage().reply()).isPositive();
            assertThat(sink.text()).matches("to=user\n[A-Za-z ,.]+").isEqualTo(again.text());
        }
    }

    @Test
    void aSecondStartReadsLessThanATenthOfTheTokens() throws Exception {
        var first = new RecordingSink();
        Usage read = answerAfterStart(first);
        Usage restored = answerAfterStart(sink);

        assertThat(restored.prompt()).isEqualTo(read.prompt()).isGreaterThan(500);
        assertThat(restored.prompt() - restored.cached()).isPositive().isLessThan(restored.prompt() / 10);
        assertThat(first.notices).anyMatch(it -> it.startsWith("reading the instructions"));
        assertThat(sink.notices).noneMatch(it -> it.startsWith("reading"));
        try (Stream<Path> states = Files.list(cache.resolve("states"))) {
            assertThat(states).singleElement().asString().endsWith(".state");
        }
    }

    private Usage answerAfterStart(RecordingSink sink) throws Exception {
        try (var model = RealModel.model("starter", cache)) {
            model.prepare(new ModelInput(beginning(26), Optional.empty()));
            Reply reply = model.reply(tail(beginning(26)), sink);
            assertThat(reply.problem()).isEmpty();
            return reply.usage();
        }
    }

    @Test
    void aDamagedStateIsReadAnew() throws Exception {
        try (var model = RealModel.model("tiny", cache)) {
            model.prepare(new ModelInput(BEGINNING, Optional.empty()));
            model.reply(tail(), new RecordingSink());
        }
        Path state;
        try (Stream<Path> states = Files.list(cache.resolve("states"))) {
            state = states.findFirst().orElseThrow();
        }
        long whole = Files.size(state);
        Files.write(state, "damaged".getBytes(StandardCharsets.UTF_8));

        try (var model = RealModel.model("tiny", cache)) {
            model.prepare(new ModelInput(BEGINNING, Optional.empty()));
            Reply reply = model.reply(tail(), sink);

            assertThat(reply.problem()).isEmpty();
            assertThat(reply.usage().cached()).isGreaterThan(reply.usage().prompt() * 8 / 10);
        }
        assertThat(Files.size(state)).isEqualTo(whole);
    }

    @Test
    void aSecondChatFindsThePromptReadAndBothAreAnswered() throws Exception {
        try (var one = RealModel.model("tiny", cache);
                var two = RealModel.model("tiny", cache)) {
            one.prepare(new ModelInput(BEGINNING, Optional.empty()));
            one.reply(tail(), new RecordingSink());
            two.prepare(new ModelInput(BEGINNING, Optional.empty()));

            var first = asking(one, tail(), new RecordingSink());
            Reply second = two.reply(tail(), sink);

            assertThat(first.get().problem()).isEmpty();
            assertThat(second.problem()).isEmpty();
            assertThat(second.usage().cached()).isGreaterThan(second.usage().prompt() * 8 / 10);
        }
    }

    @Test
    void anInterruptedReplyStopsTheServersWorkWithinASecond() throws Exception {
        try (var model = RealModel.model("tiny", cache)) {
            var forever = new ModelInput(question("Count."), Optional.of("root ::= (\"one \" \"two \")+"));
            interrupt(model, forever, () -> sink.firstPiece.await());

            assertThat(idleAfter(Duration.ofSeconds(5))).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void anInterruptWhileAPromptIsReadStopsThatToo() throws Exception {
        try (var model = RealModel.model("tiny", cache)) {
            model.reply(new ModelInput(question("Hi."), Optional.of(HEADED)), new RecordingSink());
            var book = new ModelInput(question(paragraphs(250)), Optional.empty());
            interrupt(model, book, () -> Thread.sleep(1000));

            assertThat(idleAfter(Duration.ofSeconds(20))).isLessThan(Duration.ofSeconds(5));
            assertThat(sink.pieces).isEmpty();
        }
    }

    @Test
    void aCrashBetweenTwoRepliesIsMended() throws Exception {
        try (var model = RealModel.model("tiny", cache)) {
            model.prepare(new ModelInput(BEGINNING, Optional.empty()));
            model.reply(tail(), new RecordingSink());
            server().destroyForcibly();

            Reply reply = model.reply(tail(), sink);

            assertThat(reply.problem()).isEmpty();
            assertThat(sink.text()).startsWith("to=user\n");
            assertThat(reply.usage().cached()).isGreaterThan(reply.usage().prompt() * 8 / 10);
        }
    }

    @Test
    void aCrashInTheMiddleKeepsWhatCameAndIsSaid() throws Exception {
        try (var model = RealModel.model("tiny", cache)) {
            var forever = new ModelInput(question("Count."), Optional.of("root ::= (\"one \" \"two \")+"));
            var asking = asking(model, forever, sink);
            sink.firstPiece.await();
            server().destroyForcibly();

            Reply reply = asking.get();
            assertThat(sink.text()).startsWith("o");
            assertThat(reply.end()).isEqualTo(StreamEnd.CUT);
            assertThat(reply.problem().orElseThrow())
                    .contains("stopped in the middle", "server.log")
                    .doesNotContain("\n");
        }
    }

    @Test
    void aConversationThatIsTooLongIsSaid() throws Exception {
        try (var model = RealModel.model("tiny", cache)) {
            Reply reply = model.reply(new ModelInput(question(paragraphs(900)), Optional.empty()), sink);

            assertThat(reply.end()).isEqualTo(StreamEnd.CUT);
            assertThat(reply.problem().orElseThrow()).contains("the model on this machine", "8192");
        }
    }

    @Test
    void whoWaitsIsToldForWhat() throws Exception {
        try (var model = RealModel.model("starter", cache)) {
            model.prepare(new ModelInput(BEGINNING.subList(0, 1), Optional.empty()));
            interrupt(model, tail(), () -> awaitNotice("reading the instructions"));

            assertThat(sink.notices).anyMatch(it -> it.startsWith("loading the model"));
            assertThat(sink.notices).anyMatch(it -> it.matches("reading the instructions for the first time: \\d+ %"));
        }
    }

    private void awaitNotice(String start) throws InterruptedException {
        for (int tenths = 0; tenths < 600; tenths++) {
            synchronized (sink) {
                if (sink.notices.stream().anyMatch(it -> it.startsWith(start))) {
                    return;
                }
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no notice begins with '" + start + "': " + sink.notices);
    }

    private interface Moment {
        void await() throws InterruptedException;
    }

    /// Asks, waits for a moment, and interrupts.
    private void interrupt(LocalModel model, ModelInput input, Moment moment) throws InterruptedException {
        var asking = new FutureTask<>(() -> model.reply(input, sink));
        var thread = Thread.ofVirtual().start(asking);
        moment.await();
        thread.interrupt();
        assertThat(asking)
                .failsWithin(Duration.ofMillis(200))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(InterruptedException.class);
    }

    private static FutureTask<Reply> asking(LocalModel model, ModelInput input, ReplySink sink) {
        var asking = new FutureTask<>(() -> model.reply(input, sink));
        Thread.ofVirtual().start(asking);
        return asking;
    }

    /// How long the server still works.
    private Duration idleAfter(Duration limit) throws Exception {
        long start = System.nanoTime();
        try (var calls = new ServerCalls(running())) {
            while (calls.busy()) {
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(limit);
                Thread.sleep(20);
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private RunningServer running() throws Exception {
        try (Stream<Path> files = Files.walk(cache.resolve("servers"))) {
            var file =
                    files.filter(it -> it.endsWith("server.json")).findFirst().orElseThrow();
            return RunningServer.read(Files.readString(file)).orElseThrow();
        }
    }

    private ProcessHandle server() throws Exception {
        return ProcessHandle.of(running().pid()).orElseThrow();
    }

    private static List<Turn> beginning(int paragraphs) {
        return List.of(
                new Turn(Role.SYSTEM, "You are a friendly assistant.\n" + paragraphs(paragraphs)),
                new Turn(Role.USER, "What is your name?"),
                new Turn(Role.ASSISTANT, "to=user\nMy name is Tomo."));
    }

    private static ModelInput tail() {
        return tail(BEGINNING);
    }

    private static ModelInput tail(List<Turn> beginning) {
        var turns = new ArrayList<>(beginning);
        turns.add(new Turn(Role.SYSTEM, "Be brief."));
        turns.add(new Turn(Role.USER, "Say hello."));
        return new ModelInput(turns, Optional.of("root ::= \"to=user\\n\" [a-z]+"));
    }

    private static List<Turn> question(String text) {
        return List.of(new Turn(Role.USER, text));
    }

    private static String paragraphs(int count) {
        return IntStream.range(0, count)
                .mapToObj(it ->
                        "Rule %d: when the person asks for item %d, give a short answer first.".formatted(it, it * 7))
                .collect(Collectors.joining("\n"));
    }
}
