package dev.tomo.wire;

/// The body of one call while it is read, line by line.
final class CallBody {
    private final StringBuilder text = new StringBuilder();
    private int lineStart;
    private int firstContentLine = -1;
    private boolean content;

    void clear() {
        text.setLength(0);
        lineStart = 0;
        firstContentLine = -1;
        content = false;
    }

    void append(char c) {
        text.append(c);
        content();
    }

    /// Adds the beginning of a line that is not blank.
    void append(CharSequence line, int from) {
        text.append(line, from, line.length());
        content();
    }

    void appendBlanks(CharSequence blanks, int from) {
        text.append(blanks, from, blanks.length());
    }

    void endLine(String lineEnd) {
        text.append(lineEnd);
        lineStart = text.length();
        content = false;
    }

    /// Takes back the line that has not ended.
    void dropLine() {
        text.setLength(lineStart);
    }

    /// Whether the line that has not ended is the first one that is not blank.
    boolean isFirstContentLine() {
        return content && firstContentLine == lineStart;
    }

    boolean hasContent() {
        return firstContentLine >= 0;
    }

    /// Without the blank lines at its start and end.
    String trimmed() {
        int end = text.length();
        int at = end;
        while (at > 0 && (LineHead.isBlank(text.charAt(at - 1)) || isLineEnd(at - 1))) {
            if (isLineEnd(--at)) {
                end = at;
            }
        }
        return hasContent() ? text.substring(firstContentLine, end) : "";
    }

    /// All lines of a fence, less the last one's end.
    String literal() {
        int end = text.length();
        if (end > 0 && text.charAt(end - 1) == '\n') {
            end -= end > 1 && text.charAt(end - 2) == '\r' ? 2 : 1;
        }
        return text.substring(0, end);
    }

    private void content() {
        content = true;
        if (firstContentLine < 0) {
            firstContentLine = lineStart;
        }
    }

    private boolean isLineEnd(int at) {
        char c = text.charAt(at);
        return c == '\n' || (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n');
    }
}
