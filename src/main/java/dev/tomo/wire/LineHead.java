package dev.tomo.wire;

import dev.tomo.message.Recipient;
import java.util.List;
import java.util.Optional;

/// Tells, character by character, whether a line is a call line or a `from=` line. It keeps what it has read of the
/// line for as long as that is open, in constant time for each character.
final class LineHead {
    /// What a line can be.
    enum Verdict {
        /// More of the line is needed.
        UNDECIDED,
        /// Spaces and tabs only; said at the line's end.
        BLANK,
        TEXT,
        CALL,
        FROM
    }

    /// What counts where the line stands.
    ///
    /// @param heads false in a code fence: then a line is blank or text
    /// @param unregistered whether a recipient nobody has, alone on its line, makes a call
    /// @param anyBody whether any text after a registered recipient is its body
    /// @param sameAs the recipient that may have any body although `anyBody` is false
    record Rule(boolean heads, boolean unregistered, boolean anyBody, Optional<Recipient> sameAs) {
        static final Rule LITERAL = new Rule(false, false, false, Optional.empty());
    }

    private enum State {
        INDENT,
        /// Blank, and too far in for a head.
        DEEP,
        WORD,
        NAME,
        BLANKS,
        CONSTRAIN,
        TYPE,
        BLANKS_AFTER_TYPE,
        BACKTICKS,
        TILDES,
        INFO
    }

    private static final String TO = "to=";
    private static final String ASSISTANT_TO = "assistant to=";
    private static final String FROM = "from=";
    private static final String CONSTRAIN = "<|constrain|>";
    private static final List<String> TYPES = List.of("code", "json", "text", "python");

    private final WrittenName name;
    private final StringBuilder line = new StringBuilder();
    private final StringBuilder type = new StringBuilder();
    private Rule rule = Rule.LITERAL;
    private State state = State.INDENT;
    private String word = "";
    private int matched;
    private int bodyStart;
    private int run;
    private boolean glued;
    private boolean marked;

    LineHead(Toolset tools) {
        this.name = new WrittenName(tools);
    }

    /// Begins a line.
    void reset(Rule next) {
        rule = next;
        state = State.INDENT;
        line.setLength(0);
        type.setLength(0);
        bodyStart = -1;
        run = 0;
        glued = false;
        marked = false;
        name.begin();
    }

    /// Reads one character that is not part of the line's end.
    Verdict next(char c) {
        line.append(c);
        return switch (state) {
            case INDENT -> indent(c);
            case DEEP -> isBlank(c) ? Verdict.UNDECIDED : Verdict.TEXT;
            case WORD -> word(c);
            case NAME -> name(c);
            case BLANKS -> isBlank(c) ? Verdict.UNDECIDED : afterBlanks(c);
            case CONSTRAIN -> constrain(c);
            case TYPE -> type(c);
            case BLANKS_AFTER_TYPE -> isBlank(c) ? Verdict.UNDECIDED : afterType(c);
            case BACKTICKS -> backticks(c);
            case TILDES -> tildes(c);
            case INFO -> c == '`' ? otherBody() : Verdict.UNDECIDED;
        };
    }

    /// Ends the line, with its line end or with the output.
    Verdict end() {
        return switch (state) {
            case INDENT, DEEP -> Verdict.BLANK;
            case WORD -> Verdict.TEXT;
            case NAME -> name.isWhole() && endName() ? alone() : Verdict.TEXT;
            case BLANKS, BLANKS_AFTER_TYPE -> alone();
            case TYPE -> isType() ? alone() : otherBody();
            case CONSTRAIN, TILDES -> otherBody();
            case BACKTICKS -> run < 3 ? otherBody() : Verdict.CALL;
            case INFO -> Verdict.CALL;
        };
    }

    /// Ends the line where the stream broke off: with a name, what could still have become a call line is one.
    Verdict cut() {
        return switch (state) {
            case INDENT, DEEP, WORD -> end();
            case NAME -> name.breakOff() && endName() ? alone() : Verdict.TEXT;
            case BLANKS, BLANKS_AFTER_TYPE -> alone();
            case CONSTRAIN, TYPE -> otherBody() == Verdict.CALL && !isType() ? Verdict.CALL : alone();
            case BACKTICKS, TILDES, INFO -> Verdict.CALL;
        };
    }

    /// Everything read of the line.
    CharSequence text() {
        return line;
    }

    /// Whom a call line addresses.
    WrittenName name() {
        return name;
    }

    /// What has been read of a body that starts on the call line.
    ///
    /// @return empty where the body starts on the next line
    Optional<String> bodyStart() {
        return bodyStart < 0 ? Optional.empty() : Optional.of(line.substring(bodyStart));
    }

    private Verdict indent(char c) {
        if (isBlank(c)) {
            if (c == '\t' || line.length() > 3) {
                state = State.DEEP;
            }
            return Verdict.UNDECIDED;
        }
        word = switch (c) {
            case 't' -> TO;
            case 'a' -> ASSISTANT_TO;
            case 'f' -> FROM;
            default -> "";
        };
        matched = 1;
        state = State.WORD;
        return rule.heads() && !word.isEmpty() ? Verdict.UNDECIDED : Verdict.TEXT;
    }

    private Verdict word(char c) {
        if (c != word.charAt(matched++)) {
            return Verdict.TEXT;
        }
        if (matched < word.length()) {
            return Verdict.UNDECIDED;
        }
        state = State.NAME;
        return word.equals(FROM) ? Verdict.FROM : Verdict.UNDECIDED;
    }

    private Verdict name(char c) {
        return switch (name.next(c)) {
            case GOES_ON -> Verdict.UNDECIDED;
            case NONE -> Verdict.TEXT;
            case ENDED -> endName() ? afterName(c) : Verdict.TEXT;
        };
    }

    /// @return false where the name is nobody's, and nobody's calls do not count here
    private boolean endName() {
        name.resolve();
        return name.isRegistered() || rule.unregistered();
    }

    private Verdict afterName(char c) {
        if (isBlank(c)) {
            state = State.BLANKS;
            return Verdict.UNDECIDED;
        }
        glued = true;
        return opens(c) || c == ':' || c == '<' ? afterBlanks(c) : Verdict.TEXT;
    }

    private Verdict afterBlanks(char c) {
        bodyStart = line.length() - 1;
        if (c == ':') {
            marked = true;
            state = State.TYPE;
            return Verdict.UNDECIDED;
        }
        if (c == '<') {
            matched = 1;
            state = State.CONSTRAIN;
            return Verdict.UNDECIDED;
        }
        if (WrittenName.isLetter(c)) {
            state = State.TYPE;
            return type(c);
        }
        return opens(c) ? opened(c) : otherBody();
    }

    private Verdict constrain(char c) {
        if (c != CONSTRAIN.charAt(matched++)) {
            return otherBody();
        }
        if (matched == CONSTRAIN.length()) {
            marked = true;
            state = State.TYPE;
        }
        return Verdict.UNDECIDED;
    }

    private Verdict type(char c) {
        if (WrittenName.isLetter(c)) {
            type.append(Character.toLowerCase(c));
            String letters = type.toString();
            return TYPES.stream().anyMatch(known -> known.startsWith(letters)) ? Verdict.UNDECIDED : otherBody();
        }
        if (!isType()) {
            return otherBody();
        }
        if (isBlank(c)) {
            bodyStart = -1;
            glued = false;
            state = State.BLANKS_AFTER_TYPE;
            return Verdict.UNDECIDED;
        }
        // `text("x")` could be the code itself; `json{` cannot.
        boolean ends = c == '{' || c == '`' || c == '~' || (marked && opens(c));
        return ends ? opened(c) : otherBody();
    }

    private boolean isType() {
        return TYPES.contains(type.toString());
    }

    private Verdict afterType(char c) {
        if (opens(c)) {
            return opened(c);
        }
        bodyStart = line.length() - 1;
        return otherBody();
    }

    private Verdict opened(char c) {
        bodyStart = line.length() - 1;
        if (!name.isRegistered()) {
            return Verdict.TEXT;
        }
        if (c != '`' && c != '~') {
            return Verdict.CALL;
        }
        run = 1;
        state = c == '`' ? State.BACKTICKS : State.TILDES;
        return Verdict.UNDECIDED;
    }

    private Verdict backticks(char c) {
        if (c == '`') {
            run++;
            return Verdict.UNDECIDED;
        }
        state = State.INFO;
        return run < 3 ? otherBody() : Verdict.UNDECIDED;
    }

    private Verdict tildes(char c) {
        if (c != '~') {
            return otherBody();
        }
        return ++run < 3 ? Verdict.UNDECIDED : Verdict.CALL;
    }

    private Verdict alone() {
        bodyStart = -1;
        return Verdict.CALL;
    }

    /// What follows the recipient is neither a content type nor does it open like a body.
    private Verdict otherBody() {
        boolean same = name.known().isPresent() && name.known().equals(rule.sameAs());
        boolean allowed = name.isRegistered() && (rule.anyBody() || same);
        return allowed && !glued ? Verdict.CALL : Verdict.TEXT;
    }

    private static boolean opens(char c) {
        return c == '{' || c == '(' || c == '"' || c == '\'' || c == '`' || c == '~';
    }

    /// Whether a text is nothing but blank lines.
    static boolean isBlank(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean lineEnd = c == '\n' || (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n');
            if (!isBlank(c) && !lineEnd) {
                return false;
            }
        }
        return true;
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
