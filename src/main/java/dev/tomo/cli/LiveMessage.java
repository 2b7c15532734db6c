package dev.tomo.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tomo.store.Memory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// One message of a file that measures a model.
///
/// @param kind the right recipient; `none`: an answer
/// @param message what the person says
/// @param want what must be found, ignoring case: in the saved text for `bio`, in the answer for `none`
/// @param wantAny of which one must be found in what the tool was asked
/// @param result what a search returns
/// @param answer what must be found in the answer after a result
/// @param memories what stands in the Model Set Context
record LiveMessage(
        String kind,
        String message,
        List<Pattern> want,
        List<Pattern> wantAny,
        Optional<String> result,
        Optional<Pattern> answer,
        List<Memory> memories) {
    static final String NONE = "none";

    private static final Pattern MEMORY = Pattern.compile("\\[(\\d{4}-\\d{2}-\\d{2})]\\. (.+)", Pattern.DOTALL);

    LiveMessage {
        want = List.copyOf(want);
        wantAny = List.copyOf(wantAny);
        memories = List.copyOf(memories);
    }

    /// @throws UserException naming file and element
    static List<LiveMessage> read(Path file) {
        JsonNode array;
        try {
            array = new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UserException(file + " cannot be read: " + e.getMessage());
        }
        if (!array.isArray()) {
            throw new UserException(file + ": expected an array of messages");
        }
        List<LiveMessage> messages = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            messages.add(new Reader(file + "[" + i + "]", array.get(i)).read());
        }
        return messages;
    }

    /// One element and its place.
    private record Reader(String place, JsonNode node) {
        LiveMessage read() {
            return new LiveMessage(
                    text("class"),
                    text("message"),
                    patterns("want"),
                    patterns("want_any"),
                    node.has("result") ? Optional.of(text("result")) : Optional.empty(),
                    node.has("answer") ? Optional.of(pattern(text("answer"))) : Optional.empty(),
                    memories());
        }

        private String text(String field) {
            JsonNode value = node.path(field);
            if (!value.isTextual()) {
                throw new UserException(place + ": expected a text as '" + field + "' but was " + value);
            }
            return value.textValue();
        }

        private List<Pattern> patterns(String field) {
            List<Pattern> patterns = new ArrayList<>();
            node.path(field).forEach(value -> patterns.add(pattern(value.asText())));
            return patterns;
        }

        private Pattern pattern(String regex) {
            try {
                return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
            } catch (PatternSyntaxException e) {
                throw new UserException(place + ": expected a regular expression but was '" + regex + "'");
            }
        }

        private List<Memory> memories() {
            List<Memory> memories = new ArrayList<>();
            for (JsonNode line : node.path("memories")) {
                Matcher matcher = MEMORY.matcher(line.asText());
                if (!matcher.matches()) {
                    throw new UserException(place + ": expected a memory '[YYYY-MM-DD]. text' but was " + line);
                }
                int number = memories.size() + 1;
                memories.add(
                        new Memory(number, "m" + number, matcher.group(2), LocalDate.parse(matcher.group(1)), false));
            }
            return memories;
        }
    }
}
