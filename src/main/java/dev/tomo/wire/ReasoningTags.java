package dev.tomo.wire;

import dev.tomo.message.Channel;
import dev.tomo.message.Message;
import java.util.ArrayList;
import java.util.List;

/// Takes the model's reasoning out of a reply before a dialect reads the rest: what stands between `<think>` and
/// `</think>` at the very start, where only white space may precede the tag. Several such blocks may follow each
/// other. A tag anywhere later is text, so that a model can talk about it. A block that never closes is an incomplete
/// message.
final class ReasoningTags implements StreamParser {
    private static final String OPEN = "<think>";
    private static final String CLOSE = "</think>";

    private enum State {
        /// Nothing but white space so far.
        START,
        REASONING,
        REST
    }

    private final StreamParser rest;
    private final List<ParserEvent> events = new ArrayList<>();
    private State state = State.START;
    /// White space, then what may become a tag.
    private final StringBuilder held = new StringBuilder();
    private int matched;
    private final StringBuilder reasoning = new StringBuilder();
    private int reported;

    ReasoningTags(StreamParser rest) {
        this.rest = rest;
    }

    @Override
    public List<ParserEvent> feed(String piece) {
        int at = 0;
        while (state != State.REST && at < piece.length()) {
            char c = piece.charAt(at++);
            if (state == State.START) {
                start(c);
            } else {
                reason(c);
            }
        }
        report();
        if (state == State.REST) {
            events.addAll(rest.feed(held + piece.substring(at)));
            held.setLength(0);
        }
        return drain();
    }

    @Override
    public List<ParserEvent> end(StreamEnd end) {
        if (state == State.REASONING) {
            keep(CLOSE.substring(0, matched));
            finish(false);
        } else if (state == State.START) {
            events.addAll(rest.feed(held.toString()));
        }
        events.addAll(rest.end(end));
        return drain();
    }

    @Override
    public boolean finished() {
        return rest.finished();
    }

    private List<ParserEvent> drain() {
        List<ParserEvent> drained = List.copyOf(events);
        events.clear();
        return drained;
    }

    private void start(char c) {
        held.append(c);
        if (c == OPEN.charAt(matched)) {
            matched++;
        } else if (matched > 0 || !isWhite(c)) {
            state = State.REST;
        }
        if (matched == OPEN.length()) {
            enter(State.REASONING);
        }
    }

    private void reason(char c) {
        if (c == CLOSE.charAt(matched)) {
            matched++;
        } else {
            keep(CLOSE.substring(0, matched));
            matched = c == '<' ? 1 : 0;
            if (matched == 0) {
                keep(String.valueOf(c));
            }
        }
        if (matched == CLOSE.length()) {
            finish(true);
            enter(State.START);
        }
    }

    private void enter(State next) {
        state = next;
        matched = 0;
        held.setLength(0);
    }

    /// White space waits until something follows it, so that none is at either end.
    private void keep(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isWhite(c)) {
                reasoning.append(reasoning.isEmpty() ? "" : held).append(c);
                held.setLength(0);
            } else {
                held.append(c);
            }
        }
    }

    private void report() {
        int end = reasoning.length();
        boolean half = end > reported && Character.isHighSurrogate(reasoning.charAt(end - 1));
        reportTo(half ? end - 1 : end);
    }

    private void reportTo(int end) {
        if (end > reported) {
            events.add(new ParserEvent.Reasoned(reasoning.substring(reported, end)));
            reported = end;
        }
    }

    private void finish(boolean complete) {
        reportTo(reasoning.length());
        if (!reasoning.isEmpty()) {
            Message message = Message.assistant(Channel.ANALYSIS, reasoning.toString());
            events.add(new ParserEvent.Completed(complete ? message : message.incomplete()));
        }
        reasoning.setLength(0);
        reported = 0;
    }

    private static boolean isWhite(char c) {
        return LineHead.isBlank(c) || c == '\n' || c == '\r';
    }
}
