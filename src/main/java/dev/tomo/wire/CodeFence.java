package dev.tomo.wire;

/// Follows the fenced code blocks of a text, character by character, as CommonMark 0.31 section 4.5 has them.
final class CodeFence {
    private enum State {
        INDENT,
        RUN,
        INFO,
        /// Blanks after the run, so that the line may still close a fence.
        BLANKS,
        NONE
    }

    private State state = State.INDENT;
    private int spaces;
    private char sign;
    private int run;
    private boolean inside;
    private char openSign;
    private int openRun;
    private int openSpaces;

    /// Forgets everything and begins a line outside a fence.
    void reset() {
        inside = false;
        beginLine();
    }

    /// Reads one character that is not part of the line's end.
    void next(char c) {
        switch (state) {
            case INDENT -> indent(c);
            case RUN -> run(c);
            case BLANKS -> state = LineHead.isBlank(c) ? State.BLANKS : info(c);
            case INFO -> state = info(c);
            case NONE -> {}
        }
    }

    /// Ends the line; a fence opens and closes here.
    ///
    /// @return whether the line was a fence's
    boolean endLine() {
        boolean fence = run >= 3 && state != State.NONE && (inside ? closes() : state != State.INDENT);
        if (fence) {
            inside = !inside;
            openSign = sign;
            openRun = run;
            openSpaces = spaces;
        }
        beginLine();
        return fence;
    }

    /// Whether the last line's end was inside a fence.
    boolean inside() {
        return inside;
    }

    /// Spaces before the opening fence; as many are no content on the lines within it.
    int indentation() {
        return openSpaces;
    }

    private void beginLine() {
        state = State.INDENT;
        spaces = 0;
        run = 0;
    }

    private boolean closes() {
        return state != State.INFO && sign == openSign && run >= openRun;
    }

    private void indent(char c) {
        if (c == ' ' && spaces < 3) {
            spaces++;
        } else if (c == '`' || c == '~') {
            sign = c;
            run = 1;
            state = State.RUN;
        } else {
            state = State.NONE;
        }
    }

    private void run(char c) {
        if (c == sign) {
            run++;
        } else {
            state = LineHead.isBlank(c) ? State.BLANKS : info(c);
        }
    }

    private State info(char c) {
        return sign == '`' && c == '`' ? State.NONE : State.INFO;
    }
}
