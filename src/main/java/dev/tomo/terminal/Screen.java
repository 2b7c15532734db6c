package dev.tomo.terminal;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jline.utils.WCWidth;

/// The person's screen: plain scrollback, in which what was written is final, and below it at most one status line
/// that comes and goes. Everything written goes through [SafeText], so nobody who writes here can forget it.
///
/// Safe to use from any thread.
public final class Screen {
    /// What a screen can do.
    ///
    /// @param moves the cursor can be moved, so a status line can be erased again
    /// @param colours there is more than one colour, and the person has nothing against it
    public record Abilities(boolean moves, boolean colours) {
        public static final Abilities NONE = new Abilities(false, false);
    }

    /// How a line looks where colours are allowed.
    public enum Style {
        PLAIN(""),
        DIM("\u001b[2m"),
        BOLD("\u001b[1m"),
        WARNING("\u001b[33m"),
        ERROR("\u001b[31m");

        private final String on;

        Style(String on) {
            this.on = on;
        }
    }

    private static final String OFF = "\u001b[0m";
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter out;
    private final Abilities abilities;
    private final IntSupplier width;
    private final SafeText stream = new SafeText();
    private String status = "";
    private Style streamStyle = Style.PLAIN;
    private boolean atLineStart = true;

    /// @param out not closed here
    /// @param width columns, asked for each time it matters; 0: unknown
    public Screen(PrintWriter out, Abilities abilities, IntSupplier width) {
        this.out = out;
        this.abilities = abilities;
        this.width = width;
    }

    /// Standard error, for a program that answers and ends.
    ///
    /// @param terminal whether it is one
    /// @param environment `TERM`, `NO_COLOR` and `COLUMNS` count
    public static Screen beside(PrintStream errors, boolean terminal, Map<String, String> environment) {
        boolean moves = terminal && !environment.getOrDefault("TERM", "dumb").startsWith("dumb");
        boolean colours = moves && environment.getOrDefault("NO_COLOR", "").isEmpty();
        String columns = environment.getOrDefault("COLUMNS", "");
        int width = columns.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(columns) : 0;
        PrintWriter writer = new PrintWriter(errors, true, StandardCharsets.UTF_8);
        return new Screen(writer, new Abilities(moves, colours), () -> width);
    }

    public Abilities abilities() {
        return abilities;
    }

    /// Columns; 80 where the terminal does not say.
    public int width() {
        int columns = width.getAsInt();
        return columns > 0 ? columns : 80;
    }

    /// Gives the text that comes next in pieces a style, until [#endStream].
    synchronized void beginStream(Style style) {
        if (abilities.colours && style != Style.PLAIN) {
            eraseStatus();
            out.write(style.on);
            streamStyle = style;
        }
    }

    /// Writes the next piece of a text that comes in pieces, split anywhere, and nothing else.
    public synchronized void stream(String piece) {
        String safe = stream.feed(piece);
        if (!safe.isEmpty()) {
            eraseStatus();
            write(safe);
            out.flush();
        }
    }

    /// Ends the text that came in pieces; what follows begins on a line of its own.
    public synchronized void endStream() {
        finishStream();
        out.flush();
    }

    /// Writes whole lines, beginning in the first column. A newline inside a line is shown as a line's end.
    public synchronized void lines(Style style, List<String> lines) {
        eraseStatus();
        finishStream();
        boolean styled = abilities.colours && style != Style.PLAIN;
        for (String line : lines) {
            out.write(styled ? style.on + SafeText.shown(line) + OFF + "\n" : SafeText.shown(line) + "\n");
        }
        out.flush();
    }

    /// Writes one line, beginning in the first column.
    public void line(Style style, String line) {
        lines(style, List.of(line));
    }

    /// Writes an empty line.
    public void gap() {
        line(Style.PLAIN, "");
    }

    /// Shows a line at the bottom until the next thing is written, in place of the one shown before. Without a way to
    /// erase it, nothing is shown.
    public synchronized void status(String line) {
        String fitting = fit(SafeText.shown(line).replace('\n', ' ').replace('\t', ' '), width() - 1);
        if (!abilities.moves || fitting.equals(status)) {
            return;
        }
        if (status.isEmpty()) {
            freshLine();
        }
        out.write(startOfStatus(fitting));
        status = fitting;
        out.flush();
    }

    /// Takes the status line away.
    public synchronized void clearStatus() {
        eraseStatus();
        out.flush();
    }

    /// Writes a control sequence of the program's own, where the screen obeys any.
    synchronized void control(String sequence) {
        if (abilities.moves) {
            out.write(sequence);
            out.flush();
        }
    }

    /// Says that something else, such as the line editor, has left the cursor in the first column.
    synchronized void cursorIsAtLineStart() {
        atLineStart = true;
    }

    /// A spinner only changes the first character, and then only that is sent.
    private String startOfStatus(String fitting) {
        boolean sameRest = fitting.length() == status.length()
                && fitting.length() > 1
                && fitting.regionMatches(1, status, 1, fitting.length() - 1);
        if (sameRest) {
            return "\r" + fitting.charAt(0);
        }
        return ERASE + (abilities.colours ? Style.DIM.on + fitting + OFF : fitting);
    }

    private void eraseStatus() {
        if (!status.isEmpty()) {
            out.write(ERASE);
            status = "";
        }
    }

    private void finishStream() {
        write(stream.end());
        if (streamStyle != Style.PLAIN) {
            out.write(OFF);
            streamStyle = Style.PLAIN;
        }
        freshLine();
    }

    private void freshLine() {
        if (!atLineStart) {
            out.write('\n');
            atLineStart = true;
        }
    }

    private void write(String safe) {
        if (!safe.isEmpty()) {
            out.write(safe);
            atLineStart = safe.charAt(safe.length() - 1) == '\n';
        }
    }

    /// The start of a line that takes no more columns than there are, with `…` where something was left out.
    static String fit(String line, int columns) {
        int used = 0;
        int end = 0;
        int keep = 0;
        while (end < line.length()) {
            int codePoint = line.codePointAt(end);
            used += Math.max(0, WCWidth.wcwidth(codePoint));
            if (used > columns) {
                return line.substring(0, keep) + "…";
            }
            end += Character.charCount(codePoint);
            keep = used < columns ? end : keep;
        }
        return line;
    }
}
