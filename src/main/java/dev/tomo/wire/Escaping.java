package dev.tomo.wire;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;

/// Writes text from outside so that no model reads it as a header or a control token: with a zero-width joiner after
/// the first character of what would be one.
final class Escaping {
    private static final char JOINER = '\u200d';
    private static final LineHead.Rule ANYWHERE = new LineHead.Rule(true, true, true, Optional.empty());

    private final LineHead head;

    Escaping(Toolset tools) {
        this.head = new LineHead(tools);
    }

    /// Doing it twice changes nothing more.
    String escape(String text) {
        StringBuilder written = new StringBuilder(text.length() + 16);
        int start = 0;
        while (start < text.length()) {
            int next = text.indexOf('\n', start) + 1;
            int end = next == 0 ? text.length() : next;
            int header = header(text, start, contentEnd(text, start, end));
            written.append(text, start, header);
            if (header > start) {
                written.append(JOINER);
            }
            written.append(text, header, end);
            start = end;
        }
        return ControlToken.ANY.matcher(written).replaceAll(Escaping::joined);
    }

    private static String joined(MatchResult token) {
        return Matcher.quoteReplacement(
                token.group().charAt(0) + String.valueOf(JOINER) + token.group().substring(1));
    }

    private static int contentEnd(String text, int start, int end) {
        int last = end;
        if (last > start && text.charAt(last - 1) == '\n') {
            last -= last - 1 > start && text.charAt(last - 2) == '\r' ? 2 : 1;
        }
        return last;
    }

    /// @return where the joiner goes, or the line's start where it goes nowhere
    private int header(String text, int start, int end) {
        head.reset(ANYWHERE);
        LineHead.Verdict verdict = LineHead.Verdict.UNDECIDED;
        for (int i = start; i < end && verdict == LineHead.Verdict.UNDECIDED; i++) {
            verdict = head.next(text.charAt(i));
        }
        if (verdict == LineHead.Verdict.UNDECIDED) {
            verdict = head.end();
        }
        if (verdict != LineHead.Verdict.CALL && verdict != LineHead.Verdict.FROM) {
            return start;
        }
        int first = start;
        while (text.charAt(first) == ' ') {
            first++;
        }
        return first + 1;
    }
}
