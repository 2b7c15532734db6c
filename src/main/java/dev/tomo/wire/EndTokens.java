package dev.tomo.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/// Drops control tokens that stand at the very end of a reply, as `<|im_end|>` does where a server runs a model with
/// another one's template. A token that anything but white space and further tokens follow is text.
final class EndTokens implements StreamParser {
    private final StreamParser rest;
    /// Whole tokens with the white space after them, then what may become another.
    private final StringBuilder held = new StringBuilder();
    private int tokenStart;
    private boolean inToken;

    EndTokens(StreamParser rest) {
        this.rest = rest;
    }

    @Override
    public List<ParserEvent> feed(String piece) {
        StringBuilder passed = new StringBuilder(piece.length());
        for (int i = 0; i < piece.length(); i++) {
            next(piece.charAt(i), passed);
        }
        return rest.feed(passed.toString());
    }

    @Override
    public List<ParserEvent> end(StreamEnd end) {
        boolean tokens = !held.isEmpty() && !inToken;
        List<ParserEvent> events = new ArrayList<>();
        if (!tokens) {
            events.addAll(rest.feed(held.toString()));
        }
        events.addAll(rest.end(end));
        if (tokens) {
            events.add(new ParserEvent.Dropped(held.toString()));
        }
        return List.copyOf(events);
    }

    @Override
    public boolean finished() {
        return rest.finished();
    }

    private void next(char c, StringBuilder passed) {
        if (inToken) {
            inToken(c, passed);
        } else if (c == '<') {
            tokenStart = held.length();
            inToken = true;
            held.append(c);
        } else if (!held.isEmpty() && Character.isWhitespace(c)) {
            held.append(c);
        } else {
            release(passed);
            passed.append(c);
        }
    }

    /// This is the streaming for which `hitEnd` is meant.
    @SuppressWarnings("JdkObsolete")
    private void inToken(char c, StringBuilder passed) {
        held.append(c);
        Matcher token = ControlToken.LAST.matcher(held).region(tokenStart, held.length());
        if (token.matches()) {
            inToken = false;
        } else if (!token.hitEnd()) {
            held.setLength(held.length() - 1);
            release(passed);
            next(c, passed);
        }
    }

    private void release(StringBuilder passed) {
        passed.append(held);
        held.setLength(0);
        tokenStart = 0;
        inToken = false;
    }
}
