package dev.tomo.terminal.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.terminal.pty.PtyProgram.Setup;
import dev.tomo.testing.BuiltTomo;
import dev.tomo.testing.Scripted;
import dev.tomo.testing.ScriptedModelServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tool that asks first: what it is about to do is shown whole, and nothing but a yes is one.
final class QuestionTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final ScriptedModelServer server = ScriptedModelServer.start();
    private BuiltTomo tomo;

    @BeforeEach
    void build() {
        tomo = BuiltTomo.in(directory, server.url()).withTool("touch", """
                ---
                run: command
                command: [sh, -c, 'cat >%s; echo did it']
                confirm: always
                ---
                Writes what it is sent.
                """.formatted(touched()));
    }

    @AfterEach
    void nothingUnplannedWasAsked() {
        server.close();
    }

    @Test
    void aYesRunsItAndTheQuestionShowsEverything() {
        server.then("to=touch\nfirst line\nsecond \u001b[2J line", "done");
        try (PtyProgram chat = PtyProgram.start(Setup.of(tomo))) {
            int mark = chat.awaitPrompt().mark();
            chat.enter("do it").await("^y/N$");
            assertThat(chat.text()).contains("first line", "second ^[[2J line", "Run");
            assertThat(chat.output(mark)).doesNotContain("\u001b[2J");
            assertThat(touched()).doesNotExist();
            chat.enter("y").await("did it").await("^done$").awaitPrompt();
        }
        assertThat(touched()).content().contains("first line");
    }

    @Test
    void anythingElseIsANo() throws Exception {
        server.then("to=touch\nnow", "all right");
        try (PtyProgram chat = PtyProgram.start(Setup.of(tomo))) {
            chat.awaitPrompt()
                    .enter("do it")
                    .await("^y/N$")
                    .enter("")
                    .await("refused")
                    .await("^all right$");
        }
        assertThat(touched()).doesNotExist();
        assertThat(server.awaitRequest(2, SOON).lastUserText()).contains("refused");
    }

    @Test
    void whatWasTypedBeforeTheQuestionIsNoAnswerToIt() throws Exception {
        server.then(Scripted.text("to=touch\nnow").firstAfter(Duration.ofSeconds(1)), Scripted.text("all right"));
        try (PtyProgram chat = PtyProgram.start(Setup.of(tomo))) {
            chat.awaitPrompt().enter("do it");
            assertThat(server.awaitRequest(1, SOON).lastUserText()).isEqualTo("do it");
            chat.type("y\r").await("^y/N$").enter("n").await("refused").await("^all right$");
        }
        assertThat(touched()).doesNotExist();
    }

    @Test
    void ctrlCAtAQuestionEndsTheTurn() {
        server.then("to=touch\nnow");
        try (PtyProgram chat = PtyProgram.start(Setup.of(tomo))) {
            chat.awaitPrompt().enter("do it").await("^y/N$");
            chat.type(PtyProgram.CTRL_C).await("stopped").awaitPrompt();
        }
        assertThat(touched()).doesNotExist();
        assertThat(server.requests()).hasSize(1);
    }

    private Path touched() {
        return directory.resolve("touched");
    }
}
