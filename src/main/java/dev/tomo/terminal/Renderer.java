package dev.tomo.terminal;

import dev.tomo.message.Message;
import dev.tomo.session.SessionListener;
import dev.tomo.session.TurnEnd;
import dev.tomo.terminal.Screen.Style;
import dev.tomo.tool.ToolResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Shows a chat's turns as they happen: text as it comes, each call as one block, and a line while there is nothing to
/// see. What has been written is never touched again. Called on the thread of the turn.
public final class Renderer implements SessionListener {
    private static final int RESULT_LINES = 12;

    private final Screen screen;
    private final Waiting waiting;
    private final boolean showReasoning;
    private int heldNewlines;
    private boolean inText;
    private boolean inReasoning;

    /// @param waiting on the same screen
    /// @param showReasoning whether the person asked to see what the model thinks
    public Renderer(Screen screen, Waiting waiting, boolean showReasoning) {
        this.screen = screen;
        this.waiting = waiting;
        this.showReasoning = showReasoning;
    }

    /// Says that a turn begins.
    ///
    /// @param waitingFor what the first answer is waited for from, such as `waiting for gpt-4o`
    public void begin(String waitingFor) {
        waiting.start(waitingFor);
    }

    /// Newlines are held back until something follows them, so a reply ends where its last word does.
    @Override
    public void shown(String piece) {
        if (inReasoning) {
            endText();
        }
        text(piece);
    }

    @Override
    public void reasoned(String piece) {
        if (!showReasoning) {
            waiting.say("thinking");
            return;
        }
        if (!inReasoning) {
            endText();
            inReasoning = true;
            screen.beginStream(Style.DIM);
        }
        text(piece);
    }

    @Override
    public void messageEnded(Message message) {
        endText();
    }

    @Override
    public void callStarted(Message call) {
        endText();
        String name = call.recipient().map(recipient -> recipient.name()).orElse("?");
        screen.line(Style.DIM, Screen.fit("→ " + name + "  " + firstLine(call.text()), screen.width() - 1));
        waiting.start("running " + name);
    }

    @Override
    public void callEnded(Message call, ToolResult result, Duration took) {
        endText();
        List<String> lines = block(result, spell(took));
        screen.lines(result.status() == ToolResult.Status.OK ? Style.DIM : Style.WARNING, lines);
        waiting.start("waiting for the model");
    }

    /// Stands on the waiting line, where a later one takes its place; the end of the turn tells what came of it.
    @Override
    public void notice(String line) {
        endText();
        waiting.startOrSay(line);
    }

    @Override
    public void turnEnded(TurnEnd end) {
        endText();
        switch (end) {
            case TurnEnd.Answered() -> {}
            case TurnEnd.Cancelled() -> screen.line(Style.WARNING, "^C stopped here");
            case TurnEnd.Limited(String reason) -> screen.line(Style.WARNING, reason);
            case TurnEnd.Failed(String problem) -> screen.line(Style.ERROR, problem);
        }
    }

    private void text(String piece) {
        int end = piece.length();
        while (end > 0 && piece.charAt(end - 1) == '\n') {
            end--;
        }
        if (end > 0) {
            waiting.stop();
            String body = piece.substring(0, end);
            screen.stream(inText ? "\n".repeat(heldNewlines) + body : body.replaceFirst("^\\n+", ""));
            inText = true;
            heldNewlines = 0;
        }
        heldNewlines += piece.length() - end;
    }

    private void endText() {
        if (inText) {
            screen.endStream();
        }
        inText = false;
        inReasoning = false;
        heldNewlines = 0;
        waiting.stop();
    }

    /// The notice, or the first lines of the result, and behind or below it how it ended and how long it took.
    private List<String> block(ToolResult result, String took) {
        List<String> lines = new ArrayList<>();
        List<String> text = result.content().text().strip().lines().toList();
        if (result.notice().isPresent()) {
            lines.add("  " + result.notice().get());
        } else {
            text.stream().limit(RESULT_LINES).forEach(line -> lines.add("  " + Screen.fit(line, screen.width() - 3)));
        }
        int left = result.notice().isPresent() ? 0 : text.size() - lines.size();
        String end = outcome(result.status()) + (left > 0 ? left + " more lines, " : "") + took;
        if (end.equals(took) && !lines.isEmpty() && lines.getLast().length() + took.length() + 3 < screen.width()) {
            lines.set(lines.size() - 1, lines.getLast() + " · " + took);
        } else {
            lines.add("  " + end);
        }
        return lines;
    }

    private static String outcome(ToolResult.Status status) {
        return switch (status) {
            case OK -> "";
            case FAILED -> "failed, ";
            case REFUSED -> "refused, ";
            case CANCELLED -> "cancelled, ";
            case TIMED_OUT -> "timed out, ";
        };
    }

    private static String firstLine(String body) {
        return body.strip().lines().findFirst().orElse("");
    }

    static String spell(Duration took) {
        if (took.toMillis() < 1000) {
            return took.toMillis() + " ms";
        }
        return took.toSeconds() < 60
                ? String.format(Locale.ROOT, "%.1f s", took.toMillis() / 1000.0)
                : took.toMinutes() + " min " + took.toSecondsPart() + " s";
    }
}
