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

/// What a terminal would obey never reaches it, whoever wrote it.
final class HostileOutputTest {
    /// Each has a letter sequence around it that is found again, and none is sent by the program itself.
    private static final List<String> HOSTILE = List.of(
            "\u001b]52;c;bWFya2Vy\u0007",
            "\u001b]0;owned\u0007",
            "\u001b]2;owned\u001b\\",
            "\u001b]8;;http://127.0.0.1/x\u001b\\",
            "\u001b]10;?\u0007",
            "\u001b]1337;SetMark\u0007",
            "\u001b[2J",
            "\u001b[31m",
            "\u001b[6n",
            "\u001b[c",
            "\u001b[>0q",
            "\u001b[5;5H",
            "\u001b[9A",
            "\u001b[?1049h",
            "\u001bP$q\"p\u001b\\",
            "\u001bP+q544e\u001b\\",
            "\u001b_Gi=1,a=q;AAAA\u001b\\",
            "\u001bc",
            "\u001b#8",
            "\u001b(0",
            "\u009b2J",
            "\u009d0;x\u009c",
            "\u0090q\u009c",
            "\u0085",
            "\u0007",
            "\b\b\b",
            "\u0005",
            "\u000e",
            "\u007f",
            "\u202e",
            "\u2066",
            "\u200f");

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
    void ofAReply() {
        server.then(Scripted.text("begin " + all() + " finish").pieceEvery(Duration.ofMillis(1)));
        try (PtyProgram chat = PtyProgram.start(Setup.of(tomo))) {
            int mark = chat.awaitPrompt().mark();
            chat.enter("hostile").await("finish").awaitPrompt();
            assertHarmless(chat.output(mark));
        }
    }

    @Test
    void splitAnywhere() {
        server.then(Scripted.pieces(("begin " + all() + " finish").split("")));
        try (PtyProgram chat = PtyProgram.start(Setup.of(tomo))) {
            int mark = chat.awaitPrompt().mark();
            chat.enter("hostile").await("finish").awaitPrompt();
            assertHarmless(chat.output(mark));
        }
    }

    @Test
    void ofACallItsResultAndAMemory() {
        String oneLine = all().replace('\u0085', ' ');
        server.then("to=bio\nUser said " + oneLine + " finish", "done");
        try (PtyProgram chat = PtyProgram.start(Setup.of(tomo).size(200, 50))) {
            int mark = chat.awaitPrompt().mark();
            chat.enter("hostile")
                    .await("^done$")
                    .awaitPrompt()
                    .enter("/memory")
                    .await("qa0")
                    .awaitPrompt();
            chat.enter("/prompt").awaitPrompt();
            assertHarmless(chat.output(mark));
        }
    }

    @Test
    void ofATool() {
        tomo.withTool("paint", """
                ---
                run: command
                command: [printf, 'qa0\\033]52;c;bWFya2Vy\\007qz0 qa1\\033[2Jqz1 qa2\\302\\233qz2 finish']
                confirm: never
                ---
                Paints.
                """);
        server.then("to=paint\nnow", "done");
        try (PtyProgram chat = PtyProgram.start(Setup.of(tomo))) {
            int mark = chat.awaitPrompt().mark();
            chat.enter("hostile").await("^done$").awaitPrompt();
            assertThat(chat.output(mark)).contains("qa0^[]52", "qa1^[[2J", "qa2\\u009b");
            assertHarmless(chat.output(mark));
        }
    }

    @Test
    void ofAServersError() {
        server.then(Scripted.error(400, "{\"error\":{\"message\":\"begin \\u001b[2J\\u001b]0;x\\u0007 finish\"}}"));
        try (PtyProgram chat = PtyProgram.start(Setup.of(tomo))) {
            int mark = chat.awaitPrompt().mark();
            chat.enter("hostile").awaitOutput(mark, "400").awaitPrompt();
            assertHarmless(chat.output(mark));
        }
    }

    private static String all() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < HOSTILE.size(); i++) {
            all.append("qa")
                    .append(i)
                    .append(HOSTILE.get(i))
                    .append("qz")
                    .append(i)
                    .append(' ');
        }
        return all.toString();
    }

    private static void assertHarmless(String output) {
        assertThat(HOSTILE)
                .filteredOn(sequence -> sequence.length() > 2 || sequence.charAt(0) > '\u007f')
                .filteredOn(sequence -> !sequence.equals("\u001b[31m"))
                .allSatisfy(sequence -> assertThat(output).doesNotContain(sequence));
        assertThat(output)
                .doesNotContainPattern("qa\\d+[^q]*[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e\u2066\u200f]");
    }
}
