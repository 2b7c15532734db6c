package dev.tomo.terminal;

import java.util.Locale;

/// Makes text from anywhere fit for a terminal: what a terminal would obey, and what would deceive the person reading
/// it, is shown instead of sent. One of these reads one stream, which may be split anywhere, even between the halves
/// of a surrogate pair; it is used by one thread at a time.
///
/// Shown as `^[` or `\u202e`: C0 but newline and tab, DEL, C1, lone surrogates, marks and overrides that change the
/// order of what is read, and format characters that nobody sees. Left alone: the joiners and variation selectors
/// that emoji and many scripts are written with, and the tags that spell the flag of a region. A carriage return
/// before a newline belongs to it and is dropped.
public final class SafeText {
    private static final int BLACK_FLAG = 0x1F3F4;
    private static final int LONGEST_FLAG = 7;

    /// A carriage return or the first half of a pair, kept until the next character tells what it is; 0: none.
    private char held;

    /// How many more tags may belong to the flag that was read last.
    private int tagsLeft;

    /// The whole of a text that has ended.
    public static String shown(String text) {
        SafeText reader = new SafeText();
        String start = reader.feed(text);
        String rest = reader.end();
        return rest.isEmpty() ? start : start + rest;
    }

    /// The next piece of the stream.
    ///
    /// @return what can be shown now; at most one character is held back for the next piece
    public String feed(String piece) {
        if (held == 0 && tagsLeft == 0 && plain(piece)) {
            return piece;
        }
        StringBuilder out = new StringBuilder(piece.length() + 16);
        for (int i = 0; i < piece.length(); i++) {
            next(piece.charAt(i), out);
        }
        return out.toString();
    }

    /// Ends the stream. The object can then read another one.
    ///
    /// @return what was held back
    public String end() {
        StringBuilder out = new StringBuilder();
        release(out);
        tagsLeft = 0;
        return out.toString();
    }

    private void next(char c, StringBuilder out) {
        if (held == '\r' && c == '\n') {
            held = 0;
        } else if (held != 0 && Character.isSurrogatePair(held, c)) {
            int codePoint = Character.toCodePoint(held, c);
            held = 0;
            show(codePoint, out);
            return;
        }
        release(out);
        if (c == '\r' || Character.isHighSurrogate(c)) {
            held = c;
        } else {
            show(c, out);
        }
    }

    private void release(StringBuilder out) {
        if (held != 0) {
            char alone = held;
            held = 0;
            show(alone, out);
        }
    }

    private void show(int codePoint, StringBuilder out) {
        if (isTag(codePoint) && tagsLeft > 0) {
            tagsLeft--;
            out.appendCodePoint(codePoint);
            return;
        }
        tagsLeft = codePoint == BLACK_FLAG ? LONGEST_FLAG : 0;
        if (harmless(codePoint)) {
            out.appendCodePoint(codePoint);
        } else if (codePoint < ' ' || codePoint == 0x7F) {
            out.append('^').append((char) (codePoint ^ 0x40));
        } else if (Character.isBmpCodePoint(codePoint)) {
            out.append(String.format(Locale.ROOT, "\\u%04x", codePoint));
        } else {
            out.append(String.format(Locale.ROOT, "\\u{%x}", codePoint));
        }
    }

    /// Whether a piece holds nothing that has to be looked at twice; nearly every piece does not.
    private static boolean plain(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            char c = piece.charAt(i);
            if (Character.isSurrogate(c) || c == '\r' || !harmless(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean harmless(int c) {
        if (c < 0x300) {
            return (c >= ' ' && c < 0x7F) || c == '\n' || c == '\t' || c > 0x9F;
        }
        return !isLoneSurrogate(c) && !reorders(c) && !hides(c) && !isTag(c);
    }

    private static boolean isLoneSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /// Marks, embeddings, overrides and isolates of the bidirectional algorithm, with which text reads as what it is
    /// not (<https://trojansource.codes>).
    private static boolean reorders(int c) {
        return c == 0x61C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }

    /// Line separators that are no newline, and characters without a shape and without a use in any script.
    private static boolean hides(int c) {
        return c == 0x2028
                || c == 0x2029
                || (c >= 0x2060 && c <= 0x2065)
                || (c >= 0x206A && c <= 0x206F)
                || c == 0xFEFF
                || (c >= 0xFFF9 && c <= 0xFFFB)
                || (c >= 0x1BCA0 && c <= 0x1BCA3)
                || (c >= 0x1D173 && c <= 0x1D17A);
    }

    private static boolean isTag(int c) {
        return c >= 0xE0000 && c <= 0xE007F;
    }
}
