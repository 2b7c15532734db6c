package dev.tomo.session;

import dev.tomo.message.Message;
import dev.tomo.tool.ToolResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Keeps what it is told, one line each.
final class RecordingListener implements SessionListener {
    final StringBuilder shown = new StringBuilder();
    final List<String> events = new ArrayList<>();

    @Override
    public void shown(String piece) {
        shown.append(piece);
    }

    @Override
    public void reasoned(String piece) {
        events.add("reasoned " + piece);
    }

    @Override
    public void messageEnded(Message message) {
        events.add("said " + message.text());
    }

    @Override
    public void callStarted(Message call) {
        events.add("call " + call.recipient().orElseThrow() + " " + call.text());
    }

    @Override
    public void callEnded(Message call, ToolResult result, Duration took) {
        events.add("result " + result.status() + " " + result.content().text());
    }

    @Override
    public void notice(String line) {
        events.add("notice " + line);
    }

    @Override
    public void turnEnded(TurnEnd end) {
        events.add("end " + end);
    }
}
