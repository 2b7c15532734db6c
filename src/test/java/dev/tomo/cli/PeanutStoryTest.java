package dev.tomo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.model.CacheDirectory;
import dev.tomo.store.Database;
import dev.tomo.store.Entry;
import dev.tomo.store.SessionRecord;
import dev.tomo.store.Transcript;
import dev.tomo.store.TranscriptEntry;
import dev.tomo.terminal.pty.PtyProgram;
import dev.tomo.testing.BuiltTomo;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job with the real starter model, in a real terminal: what is said in one chat is known in the next.
@Tag("real")
class PeanutStoryTest {
    /// The first start fetches the model and reads its instructions; on two slow cores that takes minutes.
    private static final Duration PREPARED = Duration.ofMinutes(6);

    @TempDir
    private Path home;

    private PtyProgram chat(BuiltTomo tomo) {
        List<String> command = tomo.command("--model", "starter");
        CacheDirectory cache = CacheDirectory.of(System.getenv(), Path.of(System.getProperty("user.home")));
        PtyProgram.Setup setup = PtyProgram.Setup.of(tomo)
                .with(
                        "XDG_CACHE_HOME",
                        Objects.requireNonNull(cache.root().getParent()).toString());
        return PtyProgram.start(new PtyProgram.Setup(
                        command, setup.environment(), setup.directory(), setup.columns(), setup.rows()))
                .patient(PREPARED);
    }

    @Test
    void whatIsRememberedInOneChatIsKnownInTheNext() {
        BuiltTomo tomo = BuiltTomo.in(home, URI.create("http://unused.invalid"));
        try (PtyProgram first = chat(tomo)) {
            first.awaitPrompt().enter("Remember that I'm allergic to peanuts.");
            first.await("(?i)→ bio.*peanut").await("(?i)Remembered: \".*peanut.*undo");
            first.awaitPrompt().type(PtyProgram.CTRL_D);
            assertThat(first.awaitExit()).isZero();
        }
        try (PtyProgram second = chat(tomo)) {
            second.awaitPrompt().enter("/prompt");
            second.await("## Model Set Context\\s+1\\. \\[" + LocalDate.now(ZoneId.systemDefault()) + "]\\. .*peanut");
            second.enter("What am I allergic to?").awaitPrompt().type(PtyProgram.CTRL_D);
            assertThat(second.awaitExit()).isZero();
        }
        assertThat(lastAnswer()).containsIgnoringCase("peanut");
    }

    private String lastAnswer() {
        try (Database database = Database.open(home)) {
            Transcript transcript = new Transcript(database, Clock.systemUTC());
            SessionRecord last = transcript.sessions(1).getFirst();
            assertThat(last.title()).contains("What am I allergic to?");
            TranscriptEntry answer = transcript.entries(last.id()).getLast();
            assertThat(answer.kind()).isEqualTo(Entry.Kind.MESSAGE);
            return answer.message().text();
        }
    }
}
