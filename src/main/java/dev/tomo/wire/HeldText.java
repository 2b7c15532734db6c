package dev.tomo.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Checks that a parser holds back only what may still turn out not to be text: after each beginning of a reply, the
/// text that is shown must be all that every continuation shows. The continuations complete whatever a line may be the
/// beginning of.
record HeldText(String input, Supplier<StreamParser> parsers) {
    private static final List<String> CONTINUATIONS = Stream.concat(
                    Stream.of("", "\n", "x", "```\n", "{", "\"", "|>", "a|>", ">"),
                    Stream.of(
                                    "assistant to=a\n",
                                    "from=",
                                    " <|constrain|>json\n",
                                    " :code\n",
                                    "text\n",
                                    "python\n",
                                    "<think>x",
                                    "<end_of_turn>",
                                    "</s>")
                            .flatMap(HeldText::suffixes))
            .distinct()
            .toList();

    private static Stream<String> suffixes(String text) {
        return IntStream.range(0, text.length()).mapToObj(text::substring);
    }

    /// @return at most one line
    List<String> differences() {
        StreamParser parser = parsers.get();
        StringBuilder shown = new StringBuilder();
        for (int i = 1; i <= input.length(); i++) {
            shown.append(ToLineCase.shown(parser.feed(input.substring(i - 1, i))));
            boolean half = Character.isHighSurrogate(input.charAt(i - 1));
            String least = half ? shown.toString() : least(input.substring(0, i), shown.length());
            if (least.length() > shown.length()) {
                return List.of("after " + ToLineCase.quote(input.substring(0, i)) + ": held back "
                        + ToLineCase.quote(least.substring(shown.length())));
            }
        }
        return List.of();
    }

    /// The text that every continuation shows, as far as the continuations tried can say.
    private String least(String beginning, int enough) {
        String least = shown(beginning);
        for (int i = 1; i < CONTINUATIONS.size() && least.length() > enough; i++) {
            least = common(least, shown(beginning + CONTINUATIONS.get(i)));
        }
        return least;
    }

    private String shown(String output) {
        StreamParser parser = parsers.get();
        List<ParserEvent> events = new ArrayList<>(parser.feed(output));
        events.addAll(parser.end(StreamEnd.STOP));
        return ToLineCase.shown(events);
    }

    private static String common(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return one.substring(0, length);
    }
}
