package dev.tomo.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Replies that a model could give but would not: made of the pieces that matter to the dialect, of mutated cases, and
/// of plain noise.
final class RandomReplies {
    private static final List<String> PIECES = List.of(
            "to=python",
            "to=bio",
            "to=browser.search",
            "to=browser.open",
            "to=browser",
            "to=user",
            "to=nobody",
            "to=functions.python",
            "to=functions.browser.find",
            "to=Weather",
            "to=",
            "to",
            "assistant to=bio",
            "assistant ",
            "from=python",
            "from=",
            "fro",
            " code",
            " json",
            ":json",
            "<|constrain|>json",
            " text",
            " ",
            "  ",
            "   ",
            "    ",
            "\t",
            "\n",
            "\n",
            "\n",
            "\n\n",
            "\r\n",
            "\r\n\r\n",
            "\r",
            "```",
            "````",
            "```python",
            "~~~",
            "``",
            "`",
            "{\"query\": \"x\"}",
            "{}",
            "(\"x\", 2)",
            "(",
            "\"",
            "'",
            "{",
            "User likes fog.",
            "print(1)",
            "x = 2",
            "Hello",
            "héllo 你好",
            "🌊",
            "\ud83c",
            "\udf0a",
            "\u200d",
            "<think>",
            "</think>",
            "<th",
            "<|im_end|>",
            "<|",
            "|>",
            "</s>",
            "<",
            "> ",
            "- ",
            ".",
            ",",
            "=",
            "_",
            "9",
            "a",
            "\u0000",
            "\u2028",
            "\u00a0");

    private static final List<StreamEnd> ENDS = List.of(StreamEnd.values());

    private final Random random;
    private final List<String> seeds;

    /// @param seeds texts to mutate
    RandomReplies(Random random, List<String> seeds) {
        this.random = random;
        this.seeds = List.copyOf(seeds);
    }

    String next() {
        return switch (random.nextInt(8)) {
            case 0 -> noise();
            case 1, 2, 3 -> mutated();
            default -> assembled();
        };
    }

    /// Cuts a text into pieces, at least one.
    List<String> split(String text) {
        List<String> pieces = new ArrayList<>();
        int longest = 1 + random.nextInt(random.nextBoolean() ? 3 : 40);
        int at = 0;
        while (at < text.length()) {
            int end = Math.min(text.length(), at + random.nextInt(longest + 1));
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }

    StreamEnd end() {
        return ENDS.get(random.nextInt(ENDS.size()));
    }

    private String assembled() {
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(24);
        for (int i = 0; i < count; i++) {
            text.append(piece());
        }
        return text.toString();
    }

    private String mutated() {
        StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, piece());
                case 1 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
                default -> text.replace(at, Math.min(text.length(), at + 1), piece());
            }
        }
        return text.toString();
    }

    private String noise() {
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        return new String(bytes, random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    private String piece() {
        return PIECES.get(random.nextInt(PIECES.size()));
    }
}
