package dev.tomo.wire;

import dev.tomo.message.Recipient;
import java.util.Optional;

/// The name in a call line while it is read: `name`, `name.function`, and either after the prefix `functions.`.
final class WrittenName {
    /// What a character does to the name.
    enum Reading {
        GOES_ON,
        /// The character stands after the name.
        ENDED,
        /// This is no name.
        NONE
    }

    private static final int LONGEST_PART = 128;

    private final Toolset tools;
    private final StringBuilder text = new StringBuilder();
    private int partStart;
    private int dots;
    private int dotsAllowed;
    private Optional<Recipient> known = Optional.empty();
    private boolean everyone;

    WrittenName(Toolset tools) {
        this.tools = tools;
    }

    void begin() {
        text.setLength(0);
        partStart = 0;
        dots = 0;
        dotsAllowed = 1;
        known = Optional.empty();
        everyone = false;
    }

    Reading next(char c) {
        int length = text.length() - partStart;
        if (isLetter(c) || (length > 0 && (isDigit(c) || c == '_'))) {
            text.append(c);
            return length < LONGEST_PART ? Reading.GOES_ON : Reading.NONE;
        }
        if (length == 0) {
            return Reading.NONE;
        }
        return c == '.' ? dot() : Reading.ENDED;
    }

    private Reading dot() {
        if (dots == 0 && tools.isPrefix(text.toString())) {
            dotsAllowed = 2;
        }
        text.append('.');
        partStart = text.length();
        return dots++ < dotsAllowed ? Reading.GOES_ON : Reading.NONE;
    }

    /// Whether the name could end here.
    boolean isWhole() {
        return text.length() > partStart;
    }

    /// Lets a name that broke off after its dot end before it.
    ///
    /// @return false where there is no name even so
    boolean breakOff() {
        if (!isWhole() && dots > 0) {
            text.setLength(partStart - 1);
            partStart = 0;
        }
        return isWhole();
    }

    /// Ends the name and finds out whose it is.
    void resolve() {
        everyone = tools.isEveryone(text.toString());
        known = everyone ? Optional.empty() : tools.resolve(text.toString());
    }

    /// Whether a tool has the name, or it means everyone.
    boolean isRegistered() {
        return everyone || known.isPresent();
    }

    boolean isForEveryone() {
        return everyone;
    }

    /// The tool or function that has the name.
    Optional<Recipient> known() {
        return known;
    }

    /// As registered, else as written.
    Recipient recipient() {
        return known.orElseGet(() -> new Recipient(text.toString()));
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
