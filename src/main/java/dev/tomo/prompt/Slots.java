package dev.tomo.prompt;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// `{{name}}` in a text, filled in; a line whose value is unknown is left out whole.
final class Slots {
    private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z_]+)}}");

    private Slots() {}

    static String fill(String text, PromptFacts facts) {
        Map<String, Optional<String>> values = Map.of(
                "knowledge_cutoff", facts.knowledgeCutoff(),
                "current_date", Optional.of(facts.date().toString()),
                "image_input", Optional.of(facts.seesImages() ? "enabled" : "disabled"),
                "personality", facts.personality());
        return text.lines()
                .map(line -> fillLine(line, values))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n"));
    }

    private static Optional<String> fillLine(String line, Map<String, Optional<String>> values) {
        StringBuilder filled = new StringBuilder();
        Matcher matcher = SLOT.matcher(line);
        while (matcher.find()) {
            Optional<String> value = values.getOrDefault(matcher.group(1), Optional.empty());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            matcher.appendReplacement(
                    filled, Matcher.quoteReplacement(value.get().strip()));
        }
        matcher.appendTail(filled);
        return Optional.of(filled.toString());
    }
}
