package dev.tomo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.message.Channel;
import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import dev.tomo.session.TurnEnd;
import dev.tomo.tool.ToolResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PlainRendererTest {
    private final PaperScreen errors = PaperScreen.plain();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void onlyTheAnswerIsOnStandardOutput() {
        PlainRenderer printer = printer(out, false, false);
        Message call = Message.call(new Recipient("bio"), "likes tea");
        printer.shown("I'll note it.\n");
        printer.messageEnded(Message.assistant(Channel.COMMENTARY, "I'll note it."));
        printer.callStarted(call);
        printer.callEnded(call, ToolResult.ok("Saved."), Duration.ofMillis(1));
        printer.shown("Noted: **tea**.");
        printer.messageEnded(Message.assistant(Channel.FINAL, "Noted: **tea**."));
        printer.turnEnded(new TurnEnd.Answered());

        assertThat(output()).isEqualTo("Noted: **tea**.\n");
        assertThat(errors.written()).contains("I'll note it.\n→ bio  likes tea\n", "Saved.");
    }

    @Test
    void whoWatchesSeesTheAnswerCome() {
        PlainRenderer printer = printer(out, true, false);
        printer.shown("One");
        assertThat(output()).isEqualTo("One");
        printer.shown(" two");
        printer.messageEnded(Message.assistant(Channel.FINAL, "One two"));
        printer.turnEnded(new TurnEnd.Answered());
        assertThat(output()).isEqualTo("One two\n");
    }

    @Test
    void controlCharactersAreShownInAPipeTooUnlessThePersonWantsThemRaw() {
        PlainRenderer safe = printer(out, false, false);
        safe.messageEnded(Message.assistant(Channel.FINAL, "a\u001b[2Jb\n"));
        assertThat(output()).isEqualTo("a^[[2Jb\n");

        out.reset();
        PlainRenderer raw = printer(out, false, true);
        raw.messageEnded(Message.assistant(Channel.FINAL, "a\u001b[2Jb\n"));
        assertThat(output()).isEqualTo("a\u001b[2Jb\n");
    }

    @Test
    void aReaderThatHasGoneEndsTheTurnQuietly() {
        PlainRenderer printer = printer(new ClosedPipe(), false, false);
        printer.messageEnded(Message.assistant(Channel.FINAL, "one\ntwo"));
        assertThat(Thread.interrupted()).isTrue();
        printer.turnEnded(new TurnEnd.Cancelled());
        assertThat(printer.broken()).isTrue();
        assertThat(errors.written()).isEmpty();
    }

    @Test
    void whatWentWrongIsSaidOnStandardError() {
        PlainRenderer printer = printer(out, false, false);
        printer.turnEnded(new TurnEnd.Failed("no model answers at 127.0.0.1"));
        assertThat(output()).isEmpty();
        assertThat(errors.written()).isEqualTo("no model answers at 127.0.0.1\n");
    }

    private PlainRenderer printer(OutputStream target, boolean watched, boolean raw) {
        PrintStream stream = new PrintStream(target, true, StandardCharsets.UTF_8);
        return new PlainRenderer(stream, watched, errors.screen(), false, raw);
    }

    private String output() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static final class ClosedPipe extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
