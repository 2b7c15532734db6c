package dev.tomo.wire;

import java.util.regex.Pattern;

/// Which script a person writes in, by the number of words.
final class Script {
    private static final Pattern LATIN = Pattern.compile("\\p{IsLatin}+");
    /// Scripts without blanks between words count by the letter.
    private static final Pattern OTHER = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]"
            + "|[\\p{L}&&[^\\p{IsLatin}\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]]+");

    private Script() {}

    /// Whether most words are of another script than Latin, names of programs and places among them or not.
    static boolean isOther(String text) {
        return OTHER.matcher(text).results().count()
                > LATIN.matcher(text).results().count();
    }

    /// Whether the first letter of a text is of a script that stands in another text too.
    static boolean shared(String text, String other) {
        Character.UnicodeScript script = Character.UnicodeScript.of(text.codePointAt(0));
        return other.codePoints().anyMatch(letter -> Character.UnicodeScript.of(letter) == script);
    }
}
