package dev.tomo.store;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/// How the text of a memory is cleaned and compared.
final class MemoryText {
    // Controls, line and paragraph separators, blanks of every width.
    private static final Pattern BLANKS = Pattern.compile("[\\p{Cc}\\p{Z}]+");
    // What turns the direction of text around, what is not there to be seen, and halves of characters. The joiners
    // stay,
    // since Persian, Hindi and emoji are written with them.
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}&&[^\\u200C\\u200D\\x{1F3F4}]]");
    private static final Pattern SEPARATORS = Pattern.compile("[\\p{Z}\\p{Cc}、。，；：！？・｡､]+");
    private static final Pattern EDGES =
            Pattern.compile("(?<![^ ])[\\p{Ps}\\p{Pi}\"'`*_•]+|[\\p{Pe}\\p{Pf}\"'`*_.,;:!?…]+(?![^ ])");
    private static final Pattern SUBJECT = Pattern.compile("^(?:(?:the )?user |用户|使用者)(?=.)");

    private static final Pattern LISTED = Pattern.compile("^(?:\\d{1,6}\\. ?)?\\[\\d{4}-\\d{2}-\\d{2}\\]\\.?");

    private MemoryText() {}

    /// The text on one line: control characters and runs of blanks are one space, and nothing invisible is left.
    static String oneLine(String text) {
        String spaced = BLANKS.matcher(text).replaceAll(" ");
        return BLANKS.matcher(UNSEEN.matcher(spaced).replaceAll(""))
                .replaceAll(" ")
                .strip();
    }

    /// A fact on one line, without the number and the day that stand before it where memories are listed.
    static String fact(String text) {
        return LISTED.matcher(oneLine(text)).replaceFirst("").strip();
    }

    /// What two texts have in common when they say the same with other capitals, punctuation, widths of characters, or
    /// with and without "User" at the beginning.
    static String key(String text) {
        String plain = Normalizer.normalize(oneLine(text), Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('’', '\'');
        String words = SEPARATORS.matcher(plain).replaceAll(" ");
        String bare = EDGES.matcher(words).replaceAll("").strip().replaceAll(" +", " ");
        return SUBJECT.matcher(bare).replaceFirst("");
    }
}
