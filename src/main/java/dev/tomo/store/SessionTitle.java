package dev.tomo.store;

/// Makes a session's title of what the person said first.
final class SessionTitle {
    private static final int LONGEST = 60;

    private SessionTitle() {}

    /// The beginning of a text on one line: at most sixty characters, cut between words where it has any.
    static String of(String text) {
        String line = MemoryText.oneLine(text);
        if (line.codePointCount(0, line.length()) <= LONGEST) {
            return line;
        }
        String cut = line.substring(0, line.offsetByCodePoints(0, LONGEST - 1));
        int space = cut.lastIndexOf(' ');
        return (space > LONGEST / 2 ? cut.substring(0, space) : cut) + "…";
    }
}
