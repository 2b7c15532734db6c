package dev.tomo.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.message.Role;
import dev.tomo.testing.Scripted;
import dev.tomo.testing.ScriptedModelServer;
import dev.tomo.wire.ModelInput;
import dev.tomo.wire.StreamEnd;
import dev.tomo.wire.Turn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenAiModelTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
    private static final ModelInput HELLO = input(new Turn(Role.USER, "hello"));
    private static final String KEY = "sk-canary-7391";

    private final ScriptedModelServer server = ScriptedModelServer.start();
    private final RecordingSink sink = new RecordingSink();
    private final List<Duration> waits = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void piecesArriveInOrderAndTheUsageIsTheServers() throws Exception {
        server.then(Scripted.pieces("Hel", "lo", " 世界 🌍"));

        Reply reply = ask(HELLO);

        assertThat(sink.pieces).containsExactly("Hel", "lo", " 世界 🌍");
        assertThat(reply.end()).isEqualTo(StreamEnd.STOP);
        assertThat(reply.problem()).isEmpty();
        assertThat(reply.usage().reply()).isPositive();
    }

    @Test
    void theRequestSaysTheConversationAndNothingThatTheServerKnowsBetter() throws Exception {
        server.then("ok");

        ask(input(
                new Turn(Role.SYSTEM, "Be brief."),
                new Turn(Role.USER, "one"),
                new Turn(Role.ASSISTANT, ""),
                new Turn(Role.SYSTEM, "Later."),
                new Turn(Role.USER, "two")));

        var request = server.requests().getFirst();
        assertThat(request.messages())
                .containsExactly("system: Be brief.", "user: one", "assistant: ", "system: Later.", "user: two");
        assertThat(request.json().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("model", "messages", "stream", "stream_options");
        assertThat(request.headers()).doesNotContainKey("authorization").containsEntry("user-agent", "tomo");
    }

    @Test
    void aLaterRequestBeginsWithTheBytesOfTheEarlierOne() throws Exception {
        server.then("first").then("second");
        var turns = new ArrayList<>(List.of(new Turn(Role.SYSTEM, "s \"quoted\"\n"), new Turn(Role.USER, "héllo")));
        ask(new ModelInput(turns, Optional.empty()));
        turns.add(new Turn(Role.ASSISTANT, "first"));
        turns.add(new Turn(Role.USER, "more"));
        ask(new ModelInput(turns, Optional.empty()));

        var first = server.requests().get(0).body();
        var second = server.requests().get(1).body();
        int lastMessageEnds = first.indexOf("}", first.indexOf("héllo"));
        assertThat(lastMessageEnds).isPositive();
        assertThat(second).startsWith(first.substring(0, lastMessageEnds + 1));
    }

    @Test
    void reasoningIsKeptApartFromTheText() throws Exception {
        server.then(Scripted.pieces("42").withReasoning("six times", " seven"));

        ask(HELLO);

        assertThat(sink.reasoning).containsExactly("six times", " seven");
        assertThat(sink.pieces).containsExactly("42");
    }

    @ParameterizedTest
    @CsvSource({"stop,STOP", "length,LENGTH", "tool_calls,STOP", "end_of_turn,STOP"})
    void theServersReasonBecomesTheEnd(String reason, StreamEnd end) throws Exception {
        server.then(Scripted.pieces("text").finishing(reason));

        Reply reply = ask(HELLO);

        assertThat(reply.end()).isEqualTo(end);
        assertThat(reply.problem()).isEmpty();
    }

    @Test
    void aContentFilterIsSaid() throws Exception {
        server.then(Scripted.pieces("text").finishing("content_filter"));

        assertThat(ask(HELLO).problem().orElseThrow()).contains("content filter");
    }

    @Test
    void aSinkThatHasEnoughClosesTheStream() throws Exception {
        server.then(Scripted.words(1000).pieceEvery(Duration.ofMillis(5)));
        var enough = new RecordingSink(3);

        Reply reply;
        try (var model = model(spec(Optional.empty()), Map.of())) {
            reply = model.reply(HELLO, enough);
        }

        assertThat(reply.end()).isEqualTo(StreamEnd.STOP);
        assertThat(enough.pieces).hasSize(3);
        server.requests().getFirst().hangUp().await(Duration.ofSeconds(5));
    }

    @Test
    void aConnectionLostInTheMiddleKeepsWhatCameAndIsNotTriedAgain() throws Exception {
        server.then(Scripted.words(50).droppedAfter(20));

        Reply reply = ask(HELLO);

        assertThat(reply.end()).isEqualTo(StreamEnd.CUT);
        assertThat(sink.pieces).hasSize(20);
        assertThat(reply.problem().orElseThrow()).contains("connection").contains("127.0.0.1");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aConnectionLostBeforeTheFirstPieceIsTriedAgain() throws Exception {
        server.then(Scripted.words(50).droppedAfter(0), Scripted.text("here I am"));

        assertThat(ask(HELLO).problem()).isEmpty();
        assertThat(sink.text()).isEqualTo("here I am");
        assertThat(waits).containsExactly(Duration.ofMillis(250));
        assertThat(sink.notices).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"408", "429", "500", "503", "529"})
    void aBusyServerIsAskedAgainVisibly(int status) throws Exception {
        server.then(Scripted.error(status, "{\"error\":{\"message\":\"too much to do\"}}"), Scripted.text("ok"));

        assertThat(ask(HELLO).problem()).isEmpty();
        assertThat(sink.text()).isEqualTo("ok");
        assertThat(sink.notices).singleElement().asString().contains("too much to do", "trying again in 1 s (1 of 4)");
        assertThat(waits).containsExactly(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({"7,7", "0,0", "'Sun, 01 Mar 2026 12:00:09 GMT',9", "soon,1"})
    void theServersRetryAfterIsHonoured(String header, long seconds) throws Exception {
        server.then(Scripted.error(429, "{}").withHeader("Retry-After", header), Scripted.text("ok"));

        ask(HELLO);

        assertThat(waits).containsExactly(Duration.ofSeconds(seconds));
    }

    @Test
    void aLongRetryAfterIsLeftToThePerson() throws Exception {
        server.then(Scripted.error(429, "{\"error\":\"quota used up\"}").withHeader("Retry-After", "3600"));

        Reply reply = ask(HELLO);

        assertThat(waits).isEmpty();
        assertThat(reply.problem().orElseThrow()).contains("429", "quota used up", "3600");
    }

    @Test
    void afterFourMoreAttemptsTheProblemIsSaid() throws Exception {
        server.then(java.util.stream.Stream.generate(() -> Scripted.error(500, "oops"))
                .limit(5)
                .toArray(Scripted[]::new));

        Reply reply = ask(HELLO);

        assertThat(reply.end()).isEqualTo(StreamEnd.CUT);
        assertThat(reply.problem().orElseThrow()).contains("500", "oops", "--model");
        assertThat(waits).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | {"error":{"message":"temperature must be 1"}} | refused the request (400): temperature must be 1
            404 | {"error":{"message":"no such thing"}}         | has no model 'scripted', or no chat at this address (404): no such thing
            413 | <html>too large</html>                        | /new
            401 | {"message":"who are you?"}                    | wants a key (401): who are you?
            403 | {"detail":"not you"}                          | does not allow this (403): not you
            422 | plain words                                   | refused the request (422): plain words
            302 | moved                                         | sends its callers elsewhere (302)
            """)
    void aRefusalIsSaidInOneLineAndNotRepeated(int status, String body, String line) throws Exception {
        server.then(Scripted.error(status, body));

        Reply reply = ask(HELLO);

        assertThat(reply.end()).isEqualTo(StreamEnd.CUT);
        assertThat(reply.problem().orElseThrow())
                .contains(line, "http://127.0.0.1:")
                .doesNotContain("\n", "<");
        assertThat(waits).isEmpty();
    }

    @Test
    void aRefusedKeyIsNamedByItsVariableAndNeverShown() throws Exception {
        server.then(Scripted.error(401, "{\"error\":{\"message\":\"Incorrect API key: " + KEY + "\"}}"));

        Reply reply = ask(HELLO, Optional.of(new ModelSpec.Key.Environment("TEST_KEY")), Map.of("TEST_KEY", KEY));

        assertThat(server.requests().getFirst().headers()).containsEntry("authorization", "Bearer " + KEY);
        assertThat(reply.problem().orElseThrow()).contains("TEST_KEY").doesNotContain(KEY);
    }

    @Test
    void aMissingKeyIsSaidBeforeAnythingIsSent() throws Exception {
        Reply reply = ask(HELLO, Optional.of(new ModelSpec.Key.Environment("TEST_KEY")), Map.of());

        assertThat(reply.problem().orElseThrow()).contains("TEST_KEY is empty");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aKeyWithALineBreakInsideIsNotSent() throws Exception {
        var broken = Map.of("TEST_KEY", KEY + "\nmore");
        Reply reply = ask(HELLO, Optional.of(new ModelSpec.Key.Environment("TEST_KEY")), broken);

        assertThat(reply.problem().orElseThrow()).contains("TEST_KEY").doesNotContain(KEY);
    }

    @Test
    void aKeyMayComeFromAProgram() throws Exception {
        server.then("ok");

        ask(HELLO, Optional.of(new ModelSpec.Key.Command(List.of("echo", KEY))), Map.of());

        assertThat(server.requests().getFirst().headers()).containsEntry("authorization", "Bearer " + KEY);
    }

    @ParameterizedTest
    @CsvSource({"false,ended with status 1", "/no/such/program,cannot run"})
    void aProgramThatGivesNoKeyIsNamed(String program, String line) throws Exception {
        Reply reply = ask(HELLO, Optional.of(new ModelSpec.Key.Command(List.of(program))), Map.of());

        assertThat(reply.problem().orElseThrow()).contains(program, line);
    }

    @Test
    void nobodyListeningIsTriedAgainSoonAndThenSaid() throws Exception {
        int port = freePort();
        Reply reply = askAt(URI.create("http://127.0.0.1:" + port + "/v1"));

        assertThat(reply.problem().orElseThrow())
                .contains("cannot connect to http://127.0.0.1:" + port + "/v1")
                .contains("running");
        assertThat(waits).hasSize(4).allMatch(it -> it.compareTo(Duration.ofSeconds(2)) <= 0);
    }

    @Test
    void anUnknownHostIsNamed() throws Exception {
        Reply reply = askAt(URI.create("http://no-such-host.invalid/v1"));

        assertThat(reply.problem().orElseThrow()).contains("cannot find the host of http://no-such-host.invalid/v1");
    }

    @Test
    void theAddressIsShownWithoutItsSecrets() {
        assertThat(Trouble.shown(URI.create("https://me:secret@host:8443/v1?key=secret")))
                .isEqualTo("https://host:8443/v1");
    }

    @Test
    void silenceEndsTheReplyAndIsNotTriedAgain() throws Exception {
        server.then(Scripted.text("late").firstAfter(Duration.ofSeconds(20)));
        Reply reply;
        try (var model = new OpenAiModel(spec(Optional.empty()), Map.of(), Duration.ofMillis(300), policy())) {
            reply = model.reply(HELLO, sink);
        }

        assertThat(reply.problem().orElseThrow()).contains("sent nothing");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aPageInsteadOfAStreamIsSaid() throws Exception {
        try (var page = new RawServer(
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 14\r\n\r\n<html>hi</html")) {
            assertThat(askAt(page.url()).problem().orElseThrow()).contains("not with a chat stream");
        }
    }

    @Test
    void garbageInTheStreamIsSaid() throws Exception {
        try (var garbage = new RawServer(stream("data: {\"choices\": [{]}\n\n"))) {
            assertThat(askAt(garbage.url()).problem().orElseThrow()).contains("no chat stream");
        }
    }

    @Test
    void anErrorInsideTheStreamIsSaidAndKeepsWhatCame() throws Exception {
        try (var broken = new RawServer(stream("""
                data: {"choices":[{"index":0,"delta":{"content":"so far"}}]}

                data: {"error":{"message":"out of memory","code":500}}

                """))) {
            Reply reply = askAt(broken.url());

            assertThat(sink.text()).isEqualTo("so far");
            assertThat(reply.end()).isEqualTo(StreamEnd.CUT);
            assertThat(reply.problem().orElseThrow()).contains("out of memory");
        }
    }

    @Test
    void aStreamThatStopsWithoutAWordIsCutAndOneThatSaysDoneIsWhole() throws Exception {
        var piece = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"so far\"}}]}\n\n";
        try (var stops = new RawServer(stream(piece));
                var done = new RawServer(stream(piece + "data: [DONE]\n\n"))) {
            assertThat(askAt(stops.url()).end()).isEqualTo(StreamEnd.CUT);
            assertThat(askAt(done.url()).end()).isEqualTo(StreamEnd.STOP);
        }
    }

    @Test
    void cachedTokensAreCounted() throws Exception {
        try (var counts = new RawServer(stream("""
                data: {"choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}]}

                data: {"choices":[],"usage":{"prompt_tokens":1300,"completion_tokens":5,"total_tokens":1305,"prompt_tokens_details":{"cached_tokens":1262}}}

                data: [DONE]

                """))) {
            assertThat(askAt(counts.url()).usage()).isEqualTo(new Usage(1300, 1262, 5));
        }
    }

    @Test
    void anInterruptBeforeTheFirstByteClosesTheConnectionAtOnce() throws Exception {
        server.then(Scripted.text("late").firstAfter(Duration.ofSeconds(30)));
        assertInterruptible(() -> server.awaitRequest(1, Duration.ofSeconds(5)));
    }

    @Test
    void anInterruptInTheMiddleClosesTheConnectionAtOnce() throws Exception {
        server.then(Scripted.words(1000).pieceEvery(Duration.ofMillis(50)));
        assertInterruptible(() -> sink.firstPiece.await());
    }

    @Test
    void anInterruptWhileWaitingToTryAgainIsHeard() throws Exception {
        server.then(Scripted.error(429, "{}").withHeader("Retry-After", "50"));
        var thread = Thread.currentThread();
        RetryPolicy.Pause interrupted = wait -> {
            thread.interrupt();
            Thread.sleep(wait);
        };
        try (var model = new OpenAiModel(
                spec(Optional.empty()), Map.of(), Duration.ofSeconds(30), new RetryPolicy(4, NOON, interrupted))) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> model.reply(HELLO, sink)))
                    .isInstanceOf(InterruptedException.class);
        }
        assertThat(server.requests()).hasSize(1);
    }

    private interface Moment {
        void await() throws InterruptedException;
    }

    private void assertInterruptible(Moment moment) throws Exception {
        try (var model = model(spec(Optional.empty()), Map.of())) {
            var thrown = new AtomicReference<Object>("nothing");
            var asking = Thread.ofPlatform().start(() -> {
                try {
                    thrown.set(model.reply(HELLO, sink));
                } catch (InterruptedException e) {
                    thrown.set(e);
                }
            });
            moment.await();
            long interrupted = System.nanoTime();
            asking.interrupt();
            asking.join(Duration.ofSeconds(5));
            long returned = System.nanoTime();
            int pieces = sink.pieces.size();

            assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
            assertThat(Duration.ofNanos(returned - interrupted)).isLessThan(Duration.ofMillis(100));
            long closed = server.requests().getFirst().hangUp().await(Duration.ofSeconds(5));
            assertThat(Duration.ofNanos(closed - interrupted)).isLessThan(Duration.ofMillis(100));
            assertThat(sink.pieces).hasSize(pieces);
        }
    }

    private Reply ask(ModelInput input) throws Exception {
        try (var model = model(spec(Optional.empty()), Map.of())) {
            return model.reply(input, sink);
        }
    }

    private Reply ask(ModelInput input, Optional<ModelSpec.Key> key, Map<String, String> environment) throws Exception {
        try (var model = model(spec(key), environment)) {
            return model.reply(input, sink);
        }
    }

    private Reply askAt(URI url) throws Exception {
        try (var model = model(spec(url, Optional.empty()), Map.of())) {
            return model.reply(HELLO, sink);
        }
    }

    private OpenAiModel model(ModelSpec spec, Map<String, String> environment) {
        return new OpenAiModel(spec, environment, Duration.ofSeconds(30), policy());
    }

    private RetryPolicy policy() {
        return new RetryPolicy(4, NOON, waits::add);
    }

    private ModelSpec spec(Optional<ModelSpec.Key> key) {
        return spec(server.url(), key);
    }

    private static ModelSpec spec(URI url, Optional<ModelSpec.Key> key) {
        return new ModelSpec(
                "test", Optional.of(url), ScriptedModelServer.MODEL, key, 8192, Optional.empty(), false, false, "test");
    }

    private static ModelInput input(Turn... turns) {
        return new ModelInput(List.of(turns), Optional.empty());
    }

    private static String stream(String events) {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + events;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
