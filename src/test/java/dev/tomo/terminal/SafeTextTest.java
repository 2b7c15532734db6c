package dev.tomo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SafeTextTest {
    private static final String ENGLAND = Character.toString(0x1F3F4)
            + IntStream.of(0xE0067, 0xE0062, 0xE0065, 0xE006E, 0xE0067, 0xE007F)
                    .mapToObj(Character::toString)
                    .reduce("", String::concat);

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("clipboard", "\u001b]52;c;bWFya2Vy\u0007", "^[]52;c;bWFya2Vy^G"),
                Arguments.of("title", "\u001b]0;owned\u0007", "^[]0;owned^G"),
                Arguments.of("hyperlink", "\u001b]8;;http://x\u001b\\y", "^[]8;;http://x^[\\y"),
                Arguments.of("clear", "\u001b[2J", "^[[2J"),
                Arguments.of("report", "\u001b[6n", "^[[6n"),
                Arguments.of("status query", "\u001bP$q\"p\u001b\\", "^[P$q\"p^[\\"),
                Arguments.of("C1 CSI", "\u009b2J", "\\u009b2J"),
                Arguments.of("C1 OSC", "\u009d0;x\u009c", "\\u009d0;x\\u009c"),
                Arguments.of("next line", "a\u0085b", "a\\u0085b"),
                Arguments.of("bell and backspace", "\u0007\b", "^G^H"),
                Arguments.of("NUL and DEL", "\0\u007f", "^@^?"),
                Arguments.of("vertical tab, form feed", "\u000b\f", "^K^L"),
                Arguments.of("shift out", "\u000e\u000f", "^N^O"),
                Arguments.of("lone return", "safe\rrm -rf", "safe^Mrm -rf"),
                Arguments.of("return at the end", "a\r", "a^M"),
                Arguments.of("two returns", "a\r\r\nb", "a^M\nb"),
                Arguments.of("override", "a\u202etxt.exe", "a\\u202etxt.exe"),
                Arguments.of("isolates", "\u2066\u2067\u2068\u2069", "\\u2066\\u2067\\u2068\\u2069"),
                Arguments.of("marks", "\u200e\u200f\u061c", "\\u200e\\u200f\\u061c"),
                Arguments.of("separators", "a\u2028b\u2029", "a\\u2028b\\u2029"),
                Arguments.of("invisible", "\u2060\u2063\ufeff\ufff9", "\\u2060\\u2063\\ufeff\\ufff9"),
                Arguments.of("lone halves", "\ud83d \ude00", "\\ud83d \\ude00"),
                Arguments.of("half at the end", "\ud83d", "\\ud83d"),
                Arguments.of("smuggled tags", "a" + Character.toString(0xE0041), "a\\u{e0041}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void whatATerminalWouldObeyIsShown(String name, String hostile, String expected) {
        assertThat(SafeText.shown(hostile)).as(name).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void aSplitAnywhereChangesNothing(String name, String hostile, String expected) {
        for (int at = 0; at <= hostile.length(); at++) {
            SafeText reader = new SafeText();
            String read = reader.feed(hostile.substring(0, at)) + reader.feed(hostile.substring(at)) + reader.end();
            assertThat(read).as("%s, split at %d", name, at).isEqualTo(expected);
        }
    }

    @Test
    void scriptsAndEmojiStayAsTheyAre() {
        List<String> texts = List.of(
                "tab\tand\nnewline",
                "naïve Ærøskøbing — ‘quotes’ … €",
                "你好，世界。日本語 한국어",
                "می‌خواهم", // with a zero-width non-joiner
                "क्‍ष", // with a joiner
                "👩‍👩‍👧‍👦 👍🏽 ❤️ 🇯🇵",
                "שלום עולם مرحبا",
                "ภาษา\u200bไทย",
                ENGLAND + " wins");
        assertThat(texts).allSatisfy(text -> assertThat(SafeText.shown(text)).isEqualTo(text));
    }

    @Test
    void noMoreTagsFollowAFlagThanAFlagHas() {
        String smuggled =
                Character.toString(0x1F3F4) + Character.toString(0xE0041).repeat(9);
        assertThat(SafeText.shown(smuggled)).endsWith("\\u{e0041}\\u{e0041}").doesNotEndWith("\\u{e0041}".repeat(3));
    }

    @Test
    void windowsLineEndsBecomeNewlines() {
        assertThat(SafeText.shown("one\r\ntwo\r\n")).isEqualTo("one\ntwo\n");
    }

    @Test
    void oneReaderReadsOneStreamAfterTheOther() {
        SafeText reader = new SafeText();
        assertThat(reader.feed("a\r") + reader.end() + reader.feed("\nb") + reader.end())
                .isEqualTo("a^M\nb");
    }

    @Test
    void nothingDangerousComesThroughWhateverIsFed() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        SafeText reader = new SafeText();
        StringBuilder read = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            char[] piece = new char[random.nextInt(4)];
            for (int j = 0; j < piece.length; j++) {
                piece[j] = (char) random.nextInt(random.nextBoolean() ? 0x200 : 0x10000);
            }
            read.append(reader.feed(new String(piece)));
        }
        read.append(reader.end());
        assertThat(read.codePoints().filter(SafeTextTest::dangerous).boxed().toList())
                .as("seed %d", seed)
                .isEmpty();
    }

    private static boolean dangerous(int c) {
        return (c < ' ' && c != '\n' && c != '\t')
                || (c >= 0x7F && c <= 0x9F)
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || (c >= 0xD800 && c <= 0xDFFF);
    }
}
