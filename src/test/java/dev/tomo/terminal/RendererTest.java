package dev.tomo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.message.Channel;
import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import dev.tomo.session.TurnEnd;
import dev.tomo.tool.ToolResult;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RendererTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Message CALL = Message.call(new Recipient("bio"), "User likes tea.\nAnd more.");

    private final PaperScreen paper = PaperScreen.plain();
    private final Renderer renderer = new Renderer(paper.screen(), new Waiting(paper.screen(), NEVER), false);

    @Test
    void anAnswerIsWrittenOnceAndEndsWhereItsLastWordDoes() {
        show("\n\nOne", " two\n", "\nthree", "\n\n\n");
        renderer.turnEnded(new TurnEnd.Answered());
        assertThat(paper.written()).isEqualTo("One two\n\nthree\n");
    }

    @Test
    void eachPieceIsOnTheScreenAtOnce() {
        show("One");
        assertThat(paper.written()).isEqualTo("One");
        show(" two");
        assertThat(paper.written()).isEqualTo("One two");
    }

    @Test
    void aCallIsOneBlockWithItsNoticeAndItsTime() {
        show("I'll note that.\n");
        renderer.messageEnded(Message.assistant(Channel.COMMENTARY, "I'll note that."));
        renderer.callStarted(CALL);
        renderer.callEnded(
                CALL,
                ToolResult.ok("Saved as 7.").withNotice("Saved: likes tea. /undo takes it back."),
                Duration.ofMillis(12));
        show("Done.");
        renderer.turnEnded(new TurnEnd.Answered());
        assertThat(paper.written()).isEqualTo("""
                I'll note that.
                → bio  User likes tea.
                  Saved: likes tea. /undo takes it back. · 12 ms
                Done.
                """);
    }

    @Test
    void ofALongResultTheFirstTwelveLinesAreShown() {
        String result = IntStream.rangeClosed(1, 30).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        renderer.callStarted(CALL);
        renderer.callEnded(CALL, ToolResult.of(ToolResult.Status.TIMED_OUT, result), Duration.ofSeconds(61));
        assertThat(paper.written())
                .contains("  line 12\n  timed out, 18 more lines, 1 min 1 s\n")
                .doesNotContain("line 13");
    }

    @Test
    void aLongLineOfAResultIsCutAndANoticeIsNot() {
        renderer.callEnded(CALL, ToolResult.ok("x".repeat(200)), Duration.ZERO);
        assertThat(paper.written()).contains("  " + "x".repeat(56) + "…\n");
        renderer.callEnded(CALL, ToolResult.ok("").withNotice("y".repeat(200)), Duration.ZERO);
        assertThat(paper.written()).contains("  " + "y".repeat(200) + "\n  0 ms\n");
    }

    @Test
    void nothingOfACallOrAResultIsObeyed() {
        Message call = Message.call(new Recipient("bio"), "\u001b]52;c;eA==\u0007");
        renderer.callStarted(call);
        renderer.callEnded(call, ToolResult.ok("a\u001b[6n").withNotice("b\u009b2J"), Duration.ZERO);
        renderer.callEnded(call, ToolResult.failed("c\u202ed"), Duration.ZERO);
        renderer.notice("e\u001b[2J");
        renderer.turnEnded(new TurnEnd.Failed("f\rg"));
        assertThat(paper.written())
                .doesNotContain("\u001b", "\u009b", "\u202e", "\r")
                .contains("^[]52", "f^Mg");
    }

    @Test
    void whatStoppedATurnIsSaid() {
        show("partial");
        renderer.turnEnded(new TurnEnd.Cancelled());
        assertThat(paper.written()).isEqualTo("partial\n^C stopped here\n");
        renderer.turnEnded(new TurnEnd.Limited("24 calls are enough"));
        renderer.turnEnded(new TurnEnd.Failed("127.0.0.1 refuses connections; start the server"));
        assertThat(paper.written()).endsWith("24 calls are enough\n127.0.0.1 refuses connections; start the server\n");
    }

    @Test
    void reasoningIsShownOnlyToWhoAsksForIt() {
        renderer.reasoned("hm");
        assertThat(paper.written()).isEmpty();

        PaperScreen able = PaperScreen.able();
        Renderer open = new Renderer(able.screen(), new Waiting(able.screen(), NEVER), true);
        open.reasoned("hm");
        open.reasoned(", so");
        open.shown("Yes.");
        open.turnEnded(new TurnEnd.Answered());
        assertThat(able.written()).isEqualTo("\u001b[2mhm, so\u001b[0m\nYes.\n");
    }

    @Test
    void aTimeIsSpelledForPeople() {
        assertThat(Renderer.spell(Duration.ofMillis(999))).isEqualTo("999 ms");
        assertThat(Renderer.spell(Duration.ofMillis(3449))).isEqualTo("3.4 s");
        assertThat(Renderer.spell(Duration.ofSeconds(125))).isEqualTo("2 min 5 s");
    }

    private void show(String... pieces) {
        for (String piece : pieces) {
            renderer.shown(piece);
        }
    }
}
