package dev.tomo.store;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// How much of what somebody says stands in a text, in any language.
///
/// A text is taken apart into the words that carry meaning, without English endings; scripts that put no spaces between
/// words, and Korean, whose words change their ends, into overlapping pairs of characters. A word counts the more the
/// fewer of the texts it stands in.
final class WordMatch {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}+#]+(?:'\\p{L}+)?");
    private static final Set<String> STOP =
            Set.copyOf(List.of(("a about am an and any are as at be been by can could did do does for"
                            + " from had has have he her hers him his i i'm in into is it it's its me memory mine my of on or our"
                            + " please remember remembered said saved say says she so some tell that the their them there they"
                            + " thing this those to told user user's users was we were what when where which who whose will with"
                            + " would you your yours dass der die das ein eine er sie ich mein meine und que le la les un une je mon ma"
                            + " il elle et el los las mi yo é o os as eu meu minha я мой моя он она и в на что")
                    .split(" ")));
    private static final Pattern ENDING =
            Pattern.compile("(?<=.{3})(?:ences?|ations?|ments?|ical|ic|ies|ing|ed|es|s|e|y|i)$");

    // What "the user", "I" and "the thing about" are where no spaces stand between words.
    private static final Pattern FILLER = Pattern.compile("用户|使用者|我们|我|关于|這件事|这件事|那件事|的事情?|记忆|記憶|ユーザー|私|사용자[는은의가]?|것");
    private static final Pattern DOUBLED = Pattern.compile("([bdgmnprt])\\1$");

    private final List<Set<String>> texts;

    WordMatch(Collection<String> texts) {
        this.texts = texts.stream().map(WordMatch::words).toList();
    }

    /// The share, by weight, of what is said that stands in each text: from 0 to 1, in the texts' order.
    List<Double> scores(String said) {
        Map<String, Double> weights = new HashMap<>();
        words(said).forEach(word -> weights.put(word, weight(word)));
        double whole =
                weights.values().stream().mapToDouble(Double::doubleValue).sum();
        return texts.stream()
                .map(text -> whole == 0 ? 0.0 : held(text, weights) / whole)
                .toList();
    }

    private static double held(Set<String> text, Map<String, Double> weights) {
        return weights.entrySet().stream()
                .filter(word -> holds(text, word.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    private double weight(String word) {
        long holding = texts.stream().filter(text -> holds(text, word)).count();
        return Math.log(1 + (texts.size() + 1.0) / Math.max(1, holding));
    }

    private static boolean holds(Set<String> text, String word) {
        return text.contains(word)
                || text.stream().anyMatch(other -> akin(word, other))
                || (word.codePointCount(0, word.length()) == 1
                        && isPaired(word.codePointAt(0))
                        && text.stream().anyMatch(pair -> pair.contains(word)));
    }

    /// Whether two words share so long a beginning that they are forms of one: "allergic", "allergy".
    private static boolean akin(String one, String other) {
        int longer = Math.max(one.length(), other.length());
        int same = 0;
        while (same < Math.min(one.length(), other.length()) && one.charAt(same) == other.charAt(same)) {
            same++;
        }
        return same >= 4 && same * 10 >= longer * 7;
    }

    /// The words of a text as they stand, in small letters.
    static Set<String> plainWords(String text) {
        return WORD.matcher(MemoryText.key(text))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    /// Whether a word only connects others or belongs to talk about memories.
    static boolean isFiller(String word) {
        return STOP.contains(word);
    }

    /// The words of a text that carry meaning; all of them where none does.
    static Set<String> words(String text) {
        Set<String> all = new TreeSet<>();
        Set<String> meaningful = new TreeSet<>();
        String spaced = FILLER.matcher(MemoryText.key(text)).replaceAll(" ");
        WORD.matcher(spaced).results().forEach(match -> {
            for (String piece : pieces(match.group())) {
                all.add(piece);
                if (!STOP.contains(piece)) {
                    meaningful.add(stem(piece));
                }
            }
        });
        return meaningful.isEmpty() ? all : meaningful;
    }

    private static String stem(String word) {
        String bare = word.replaceFirst("'s$", "");
        return bare.chars().allMatch(c -> c < 128)
                ? DOUBLED.matcher(ENDING.matcher(bare).replaceFirst("")).replaceFirst("$1")
                : bare;
    }

    /// A word as it is, and runs of characters without spaces between words as pairs.
    private static List<String> pieces(String word) {
        List<String> pieces = new ArrayList<>();
        int[] points = word.codePoints().toArray();
        int from = 0;
        while (from < points.length) {
            boolean paired = isPaired(points[from]);
            int to = from + 1;
            while (to < points.length && isPaired(points[to]) == paired) {
                to++;
            }
            if (paired) {
                for (int i = from; i == from || i < to - 1; i++) {
                    pieces.add(new String(points, i, Math.min(2, to - i)));
                }
            } else {
                pieces.add(new String(points, from, to - from));
            }
            from = to;
        }
        return pieces;
    }

    private static boolean isPaired(int point) {
        return switch (UnicodeScript.of(point)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN -> true;
            default -> Character.getType(point) == Character.MODIFIER_LETTER && point > 0x3000;
        };
    }
}
