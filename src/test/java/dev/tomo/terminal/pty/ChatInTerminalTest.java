package dev.tomo.terminal.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.terminal.pty.PtyProgram.Setup;
import dev.tomo.testing.BuiltTomo;
import dev.tomo.testing.Scripted;
import dev.tomo.testing.ScriptedModelServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChatInTerminalTest {
    private static final Duration SOON = Duration.ofSeconds(20);

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

    @Test
    void thePromptIsThereAndTheReplyIsWrittenAsItComes() {
        server.then(Scripted.pieces("One **two**", " 你好 👍🏽", "\nthree\n"));
        try (PtyProgram chat = start()) {
            chat.awaitPrompt().enter("hello").await("^three$").awaitPrompt();
            assertThat(chat.text()).contains("> hello\nOne **two** 你好 👍🏽\nthree\n");
        }
        assertThat(server.requests().getFirst().lastUserText()).isEqualTo("hello");
    }

    @Test
    void thePromptIsThereBeforeAnyModelAnswers() {
        server.close();
        try (PtyProgram chat = start()) {
            chat.awaitPrompt().enter("hello").awaitPrompt();
            assertThat(chat.text()).contains(server.url().getHost());
            chat.type(PtyProgram.CTRL_D);
            assertThat(chat.awaitExit()).isZero();
        }
    }

    @Test
    void theBytesOfALongReplyAreLessThanTwiceItsLength() {
        Scripted reply = Scripted.words(600).pieceEvery(Duration.ofMillis(2));
        server.then(reply);
        try (PtyProgram chat = start()) {
            chat.awaitPrompt().enter("count");
            chat.awaitOutput(0, "w0001");
            int mark = chat.mark();
            chat.await("w0600").awaitPrompt();
            assertThat(chat.mark() - mark)
                    .isLessThan(2 * String.join("", reply.pieces()).length());
        }
    }

    @Test
    void fivePastedLinesAreOneMessage() throws Exception {
        server.then("ok");
        try (PtyProgram chat = start()) {
            chat.awaitPrompt().paste("one\ntwo\n\tthree\nfour \\\nfive").await("five");
            assertThat(server.requests()).isEmpty();
            chat.enter().awaitPrompt();
        }
        assertThat(server.awaitRequest(1, SOON).lastUserText()).isEqualTo("one\ntwo\n\tthree\nfour \\\nfive");
    }

    @Test
    void aBackslashAndAltEnterBeginAnotherLine() throws Exception {
        server.then("ok");
        try (PtyProgram chat = start()) {
            chat.awaitPrompt()
                    .enter("one\\")
                    .type("two")
                    .type("\u001b\r")
                    .enter("three")
                    .await("^ok$")
                    .awaitPrompt();
        }
        assertThat(server.awaitRequest(1, SOON).lastUserText()).isEqualTo("one\ntwo\nthree");
    }

    @Test
    void whatIsTypedWhileAReplyStreamsWaitsForThePromptUnseen() throws Exception {
        server.then(Scripted.words(40).pieceEvery(Duration.ofMillis(20)), Scripted.text("second"));
        try (PtyProgram chat = start()) {
            chat.awaitPrompt().enter("first").awaitOutput(0, "w0005");
            chat.type("typed ahead").await("w0040").await("^> typed ahead$");
            assertThat(chat.text()).doesNotContainPattern("w00\\d\\d[^\\n]*typed");
            assertThat(server.requests()).hasSize(1);
            chat.enter().await("^second$");
        }
        assertThat(server.awaitRequest(2, SOON).lastUserText()).isEqualTo("typed ahead");
    }

    @Test
    void whatWasTypedIsThereAgainInTheNextChat() throws Exception {
        server.then("ok");
        try (PtyProgram chat = start()) {
            chat.awaitPrompt()
                    .enter("remember this line")
                    .await("^ok$")
                    .awaitPrompt()
                    .type(PtyProgram.CTRL_D);
            assertThat(chat.awaitExit()).isZero();
        }
        try (PtyProgram chat = start()) {
            chat.awaitPrompt().type("\u001bOA").await("^> remember this line$");
        }
        List<Path> histories;
        try (var files = Files.walk(directory)) {
            histories = files.filter(file -> file.getFileName().toString().contains("history"))
                    .toList();
        }
        assertThat(histories).hasSize(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(histories.getFirst())))
                .isEqualTo("rw-------");
    }

    @Test
    void aTemporaryChatLeavesNothingBehind() throws Exception {
        server.then("ok");
        try (PtyProgram chat = start("--temporary")) {
            chat.awaitPrompt()
                    .enter("a secret 7431")
                    .await("^ok$")
                    .awaitPrompt()
                    .type(PtyProgram.CTRL_D);
            assertThat(chat.awaitExit()).isZero();
        }
        try (var files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile))
                    .noneSatisfy(file -> assertThat(file)
                            .content(java.nio.charset.StandardCharsets.ISO_8859_1)
                            .contains("7431"));
        }
    }

    @Test
    void commandsAreCompletedAndRun() {
        try (PtyProgram chat = start()) {
            chat.awaitPrompt()
                    .type("/mem\t")
                    .await("^> /memory")
                    .enter("add likes green tea")
                    .awaitPrompt();
            chat.enter("/memory").await("1\\. \\[\\d{4}-\\d\\d-\\d\\d\\]\\. likes green tea");
            chat.awaitPrompt().enter("/prompt").await("^## Model Set Context$").awaitPrompt();
            chat.enter("/hlep").await("Did you mean /help\\?").awaitPrompt();
            chat.enter("/quit");
            assertThat(chat.awaitExit()).isZero();
        }
    }

    @Test
    void aTerminalThatCanDoNothingIsUsable() {
        server.then("ok");
        try (PtyProgram chat = PtyProgram.start(Setup.of(tomo).with("TERM", "dumb"))) {
            chat.awaitPrompt().enter("hello").await("^ok$").awaitPrompt();
            assertThat(chat.output(0)).doesNotContain("\u001b");
            chat.type(PtyProgram.CTRL_D);
            assertThat(chat.awaitExit()).isZero();
        }
    }

    @Test
    void noColourIsSentToAPersonWhoWantsNone() {
        server.then("to=bio\nUser likes tea.", "ok");
        try (PtyProgram chat =
                PtyProgram.start(Setup.of(tomo).with("NO_COLOR", "1").size(40, 20))) {
            chat.awaitPrompt().enter("I like tea").await("→ bio").await("^ok$").awaitPrompt();
            assertThat(chat.output(0)).doesNotContainPattern("\u001b\\[[0-9;]*[1-9][0-9;]*m");
        }
    }

    private PtyProgram start(String... arguments) {
        return PtyProgram.start(Setup.of(tomo, arguments));
    }
}
