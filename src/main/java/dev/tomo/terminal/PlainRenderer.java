package dev.tomo.terminal;

import dev.tomo.message.Channel;
import dev.tomo.message.Message;
import dev.tomo.session.SessionListener;
import dev.tomo.session.TurnEnd;
import dev.tomo.tool.ToolResult;
import java.io.PrintStream;
import java.time.Duration;

/// Answers one question: the answer, and nothing else, on standard output; all that is said to the person beside it on
/// standard error. Called on the thread of the turn.
///
/// Whether text is the answer is only known when its message has ended: what accompanies a tool call is not. So nothing
/// is written before, except where the person watches it come.
public final class PlainRenderer implements SessionListener {
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final PrintStream out;
    private final boolean watched;
    private final boolean raw;
    private final Waiting waiting;
    private final Renderer aside;
    private final SafeText safe = new SafeText();
    private boolean lineOpen;
    private boolean broken;

    /// @param out standard output; not closed here
    /// @param watched whether the person watches it: whether it is a terminal
    /// @param errors what the person sees beside it
    /// @param reasoning whether the person asked to see what the model thinks
    /// @param raw whether the person wants control characters as they come
    public PlainRenderer(PrintStream out, boolean watched, Screen errors, boolean reasoning, boolean raw) {
        this.out = out;
        this.watched = watched;
        this.raw = raw;
        this.waiting = new Waiting(errors, PATIENCE);
        this.aside = new Renderer(errors, waiting, reasoning);
    }

    /// Says that a turn begins.
    ///
    /// @param waitingFor such as `waiting for gpt-4o`
    public void begin(String waitingFor) {
        aside.begin(waitingFor);
    }

    /// Whether nobody reads standard output any more, as behind `| head -1`.
    public boolean broken() {
        return broken;
    }

    @Override
    public void shown(String piece) {
        if (watched) {
            waiting.stop();
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
            waiting.stop();
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
        out.print(text);
        lineOpen = !text.endsWith("\n");
        if (out.checkError()) {
            broken = true;
            Thread.currentThread().interrupt();
        }
    }
}
