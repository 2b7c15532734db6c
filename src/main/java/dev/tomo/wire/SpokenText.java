package dev.tomo.wire;

import dev.tomo.message.Channel;
import dev.tomo.message.Message;
import java.util.List;

/// A message to everyone while it is read: what of it can be shown, and what waits for the next text because it may
/// be the blank end of the message.
final class SpokenText {
    private final List<ParserEvent> events;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder held = new StringBuilder();
    private int shown;
    private boolean addressed;
    private boolean parted;

    SpokenText(List<ParserEvent> events) {
        this.events = events;
    }

    /// Begins another message under `to=user`; the one before it ends only when this one says something.
    void part() {
        parted = true;
        held.setLength(0);
    }

    /// Keeps a line's end or the blanks of a blank line.
    void hold(CharSequence blank) {
        held.append(blank);
    }

    void append(CharSequence some) {
        speak();
        text.append(some);
    }

    void append(char c) {
        speak();
        text.append(c);
    }

    private void speak() {
        if (parted) {
            finish(true, Channel.COMMENTARY);
            addressed = true;
        }
        if (!text.isEmpty()) {
            text.append(held);
        }
        held.setLength(0);
    }

    /// Reports what has been added since the last time, but never half a surrogate pair.
    void show() {
        int end = text.length();
        boolean half = end > shown && Character.isHighSurrogate(text.charAt(end - 1));
        showTo(half ? end - 1 : end);
    }

    private void showTo(int end) {
        if (end > shown) {
            events.add(new ParserEvent.Shown(text.substring(shown, end)));
            shown = end;
        }
    }

    /// Ends the message, if anything was said.
    ///
    /// @param channel of text that stands under no `to=user`, or is followed by something
    void finish(boolean complete, Channel channel) {
        if (!text.isEmpty()) {
            showTo(text.length());
            Message message = Message.assistant(channel, text.toString());
            events.add(new ParserEvent.Completed(complete ? message : message.incomplete()));
        }
        text.setLength(0);
        held.setLength(0);
        shown = 0;
        addressed = false;
        parted = false;
    }

    /// Whether what has been said stands under `to=user`.
    boolean isAddressed() {
        return addressed;
    }
}
