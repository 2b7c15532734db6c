package dev.tomo.terminal.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.terminal.pty.PtyProgram.Setup;
import dev.tomo.testing.BuiltTomo;
import dev.tomo.testing.Scripted;
import dev.tomo.testing.ScriptedModelServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One question, watched at a terminal and behind a pipe that closes.
final class OneAnswerTest {
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
    void whoWatchesSeesItComeAndCtrlCEndsItWith130() throws Exception {
        server.then(Scripted.words(2000).pieceEvery(Duration.ofMillis(20)));
        try (PtyProgram once = PtyProgram.start(Setup.of(tomo, "count for me"))) {
            once.awaitOutput(0, "w0040").type(PtyProgram.CTRL_C);
            assertThat(once.awaitExit()).isEqualTo(130);
        }
        assertThat(tomo.notKept("count for me", "w0010")).isEmpty();
    }

    @Test
    void aFinishedAnswerEndsWithItsLastLine() {
        server.then("One\ntwo");
        try (PtyProgram once = PtyProgram.start(Setup.of(tomo, "say two lines"))) {
            assertThat(once.awaitExit()).isZero();
            assertThat(once.output(0)).endsWith("One\r\ntwo\r\n");
        }
    }

    @Test
    void aPipeThatClosesEndsItQuietly() throws Exception {
        server.then(Scripted.words(20_000).pieceEvery(Duration.ZERO));
        Path errors = directory.resolve("errors");
        List<String> words = new ArrayList<>(List.of("sh", "-c", "\"$@\" 2>" + errors + " | head -n 1", "sh"));
        words.addAll(tomo.command("count for me"));
        ProcessBuilder builder = new ProcessBuilder(words).redirectInput(new java.io.File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(tomo.environment());
        Process process = builder.start();
        String read = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(read).startsWith("w0001").hasLineCount(1);
        assertThat(Files.readString(errors)).doesNotContain("xception", "ipe", "stopped");
    }
}
