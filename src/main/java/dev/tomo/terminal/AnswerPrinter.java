package dev.tomo.terminal;

import dev.tomo.message.Channel;
import dev.tomo.message.Message;
import dev.tomo.session.SessionListener;
import dev.tomo.session.TurnEnd;
import dev.tomo.tool.ToolResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Answers one question: the answer, and nothing else, on standard output; all that is said to the person beside it on
/// standard error. Called on the thread of the turn.
///
/// Whether text is the answer is only known when its message has ended: what accompanies a tool call is not. So nothing
/// is written before, except where the person watches it come.
public final class AnswerPrinter implements SessionListener {
    private final OutputStream out;
    private final boolean watched;
    private final Renderer aside;
    private final SafeText safe = new SafeText();
    private final boolean raw;
    private boolean lineOpen;
    private boolean broken;

    /// @param out standard output; not closed here
    /// @param watched whether it is a terminal
    /// @param raw whether the person wants control characters as they come
    /// @param aside shows what is not the answer
    public AnswerPrinter(OutputStream out, boolean watched, boolean raw, Renderer aside) {
        this.out = out;
        this.watched = watched;
        this.raw = raw;
        this.aside = aside;
    }

    /// Whether nobody reads standard output any more, as behind `| head -1`.
    public boolean broken() {
        return broken;
    }

    @Override
    public void shown(String piece) {
        if (watched) {
            aside.rest();
            write(piece);
        }
    }

    @Override
    public void reasoned(String piece) {
        aside.reasoned(piece);
    }

    @Override
    public void messageEnded(Message message) {
        if (watched) {
            endLine();
        } else if (message.channel() == Channel.FINAL) {
            aside.rest();
            write(message.text());
            endLine();
        } else {
            aside.shown(message.text());
            aside.messageEnded(message);
        }
    }

    @Override
    public void callStarted(Message call) {
        endLine();
        aside.callStarted(call);
    }

    @Override
    public void callEnded(Message call, ToolResult result, Duration took) {
        aside.callEnded(call, result, took);
    }

    @Override
    public void notice(String line) {
        aside.notice(line);
    }

    @Override
    public void turnEnded(TurnEnd end) {
        endLine();
        if (!broken) {
            aside.turnEnded(end);
        }
    }

    private void endLine() {
        if (!raw) {
            send(safe.end());
        }
        if (lineOpen) {
            send("\n");
        }
    }

    private void write(String piece) {
        send(raw ? piece : safe.feed(piece));
    }

    /// A reader that has gone away ends the turn; there is nothing to say about it.
    private void send(String text) {
        if (text.isEmpty() || broken) {
            return;
        }
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
            lineOpen = !text.endsWith("\n");
        } catch (IOException e) {
            broken = true;
            Thread.currentThread().interrupt();
        }
    }
}
