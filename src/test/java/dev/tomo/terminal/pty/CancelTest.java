package dev.tomo.terminal.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.terminal.pty.PtyProgram.Setup;
import dev.tomo.testing.BuiltTomo;
import dev.tomo.testing.Scripted;
import dev.tomo.testing.ScriptedModelServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every way to stop: what is running ends, what was there is kept, no process stays.
final class CancelTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Scripted SLOW = Scripted.words(2000).pieceEvery(Duration.ofMillis(20));

    @TempDir
    Path directory;

    private final ScriptedModelServer server = ScriptedModelServer.start();
    private BuiltTomo tomo;

    @BeforeEach
    void build() {
        tomo = BuiltTomo.in(directory, server.url());
    }

    @AfterEach
    void nothingUnplannedWasAsked() {
        server.close();
    }

    /// Of three tries the best counts: a machine that does something else at that moment delays anybody.
    @Test
    void ctrlCStopsAReplyWithinATenthOfASecond() throws Exception {
        server.then(SLOW, SLOW, SLOW);
        long best = Long.MAX_VALUE;
        try (PtyProgram chat = start()) {
            for (int turn = 1; turn <= 3; turn++) {
                int mark = chat.awaitPrompt().mark();
                chat.enter("count " + turn).awaitOutput(mark, "w0010");
                long pressed = System.nanoTime();
                chat.type(PtyProgram.CTRL_C).awaitOutput(mark, "stopped").awaitPrompt();
                long hungUp = server.awaitRequest(turn, SOON).hangUp().await(SOON);
                best = Math.min(best, Math.max(chat.arrivalOf(mark, "stopped"), hungUp) - pressed);
            }
        }
        assertThat(Duration.ofNanos(best)).isLessThan(Duration.ofMillis(100));
    }

    @Test
    void thePartialReplyIsKeptAndIsPartOfTheConversation() throws Exception {
        server.then(SLOW, Scripted.text("fine"));
        try (PtyProgram chat = start()) {
            chat.awaitPrompt().enter("count").awaitOutput(0, "w0010");
            chat.type(PtyProgram.CTRL_C).awaitPrompt().enter("go on").await("^fine$");
        }
        List<String> messages = server.awaitRequest(2, SOON).messages();
        assertThat(messages).anySatisfy(message -> assertThat(message).isEqualTo("user: count"));
        assertThat(messages)
                .anySatisfy(message ->
                        assertThat(message).startsWith("assistant: w0001 w0002").contains("w0010"));
        assertThat(messages.getLast()).isEqualTo("user: go on");
    }

    @Test
    void ctrlCBeforeTheFirstWordStopsTheWait() throws Exception {
        server.then(Scripted.text("never").firstAfter(Duration.ofMinutes(5)), Scripted.text("fine"));
        try (PtyProgram chat = start()) {
            chat.awaitPrompt().enter("first").await("waiting");
            assertThat(server.awaitRequest(1, SOON).lastUserText()).isEqualTo("first");
            chat.type(PtyProgram.CTRL_C).await("stopped").awaitPrompt();
            assertThat(server.requests().getFirst().hangUp().await(SOON)).isPositive();
            chat.enter("second").await("^fine$").awaitPrompt();
            assertThat(chat.text()).doesNotContain("waiting");
        }
    }

    @Test
    void ctrlCAtThePromptClearsTheLineAndOnAnEmptyOneSaysHowToLeave() {
        try (PtyProgram chat = start()) {
            chat.awaitPrompt().type("half a thought").await("half a thought$");
            chat.type(PtyProgram.CTRL_C).awaitPrompt();
            assertThat(chat.text()).doesNotContain("Ctrl-D");
            chat.type(PtyProgram.CTRL_C).await("Ctrl-D").awaitPrompt();
            assertThat(server.requests()).isEmpty();
            chat.type(PtyProgram.CTRL_D);
            assertThat(chat.awaitExit()).isZero();
            assertThat(chat.handle().descendants()).isEmpty();
        }
    }

    @Test
    void ctrlCInterruptsAToolAndTheModelIsNotAskedAgain() throws Exception {
        tomo.withTool("wait", tool("exec sleep 4711"));
        server.then("to=wait\nnow", "fine");
        try (PtyProgram chat = start()) {
            chat.awaitPrompt().enter("wait for me").await("running wait");
            ProcessHandle child = awaitChild(chat, "sleep");
            chat.type(PtyProgram.CTRL_C).await("cancelled").awaitPrompt();
            child.onExit().get();
            assertThat(server.requests()).hasSize(1);
            chat.enter("go on").await("^fine$");
        }
        assertThat(String.join("\n", server.awaitRequest(2, SOON).messages())).contains("from=wait", "cancelled");
    }

    @Test
    void ctrlCTwiceKillsAToolThatDoesNotListen() throws Exception {
        tomo.withTool("wait", tool("trap '' INT TERM HUP; sleep 4712 & wait; sleep 4712"));
        server.then("to=wait\nnow");
        try (PtyProgram chat = start()) {
            chat.awaitPrompt().enter("wait for me").await("running wait");
            ProcessHandle child = awaitChild(chat, "sleep");
            chat.type(PtyProgram.CTRL_C)
                    .type(PtyProgram.CTRL_C)
                    .await("cancelled")
                    .awaitPrompt();
            child.onExit().get();
            assertThat(chat.handle().descendants()).isEmpty();
        }
    }

    @Test
    void killedAtOnceTheMessageAndThePartialReplyAreOnDisk() throws Exception {
        server.then(SLOW, Scripted.text("fine"));
        try (PtyProgram chat = start()) {
            chat.awaitPrompt().enter("count 7431").awaitOutput(0, "w0040");
            chat.handle().destroyForcibly();
            chat.awaitExit();
        }
        assertThat(tomo.notKept("count 7431", "w0020")).isEmpty();
        try (PtyProgram chat = start("--continue")) {
            chat.awaitPrompt().enter("go on").await("^fine$");
        }
        assertThat(server.awaitRequest(2, SOON).messages())
                .anySatisfy(message -> assertThat(message).isEqualTo("user: count 7431"))
                .anySatisfy(message ->
                        assertThat(message).startsWith("assistant: w0001").contains("w0020"));
    }

    @Test
    void toldToEndItKeepsWhatItHasAndTakesItsChildrenWithIt() throws Exception {
        tomo.withTool("wait", tool("exec sleep 4713"));
        server.then("I'll wait.\nto=wait\nnow");
        try (PtyProgram chat = start()) {
            chat.awaitPrompt().enter("wait 7431").await("running wait");
            ProcessHandle child = awaitChild(chat, "sleep");
            chat.handle().destroy();
            assertThat(chat.awaitExit()).isEqualTo(128 + 15);
            child.onExit().get();
        }
        assertThat(tomo.notKept("wait 7431", "I'll wait.")).isEmpty();
    }

    @Test
    void aClosedWindowEndsIt() throws Exception {
        server.then(SLOW);
        PtyProgram chat = start();
        chat.awaitPrompt().enter("count 7431").awaitOutput(0, "w0010");
        chat.hangUp();
        chat.handle().onExit().get();
        assertThat(tomo.notKept("count 7431", "w0005")).isEmpty();
    }

    private static String tool(String script) {
        return """
                ---
                run: command
                command: [sh, -c, "%s"]
                confirm: never
                timeout: 600s
                ---
                Waits.
                """.formatted(script);
    }

    private static ProcessHandle awaitChild(PtyProgram chat, String name) throws InterruptedException {
        long end = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() < end) {
            var found = chat.handle()
                    .descendants()
                    .filter(child -> child.info().command().orElse("").endsWith(name))
                    .findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(10);
        }
        throw new AssertionError("no child '" + name + "'; screen:\n" + chat.text());
    }

    private PtyProgram start(String... arguments) {
        return PtyProgram.start(Setup.of(tomo, arguments));
    }
}
