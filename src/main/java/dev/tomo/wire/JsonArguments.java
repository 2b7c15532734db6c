package dev.tomo.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads strict JSON. A class of its own, so that nothing of Jackson is loaded before a body needs it.
final class JsonArguments {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(CallArguments.DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /// A value that no parameter can have.
    record Other(String kind) {
        @Override
        public String toString() {
            return kind;
        }
    }

    private JsonArguments() {}

    /// Reads a text that is one JSON string as a whole.
    static Optional<String> string(String text) {
        if (!text.startsWith("\"")) {
            return Optional.empty();
        }
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            String value = json.getText();
            return json.nextToken() == null ? Optional.of(value) : Optional.empty();
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }

    /// Reads a text that is one JSON object as a whole.
    ///
    /// @return its values as `String`, `Long`, `Double`, `Boolean`, `List`, null, or [Other]
    static Map<String, @Nullable Object> object(String text) throws Unfit {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(text)) {
            try {
                json.nextToken();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String field = json.currentName();
                    json.nextToken();
                    values.put(field, value(json));
                }
                if (json.nextToken() != null) {
                    throw new Unfit("there is text after the JSON object" + at(json.currentTokenLocation()));
                }
            } catch (JsonProcessingException malformed) {
                if (json.getParsingContext().inRoot() && !(malformed instanceof StreamConstraintsException)) {
                    throw new Unfit("there is text after the JSON object" + at(malformed.getLocation()));
                }
                String field = json.currentName();
                throw new Unfit(explain(malformed, field == null ? "" : field, values.containsKey(field)));
            }
            return values;
        } catch (IOException impossible) {
            throw new IllegalStateException("a string cannot fail to be read", impossible);
        }
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> json.getText();
            case VALUE_NUMBER_INT ->
                json.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                        ? new Other("too large a number")
                        : Long.valueOf(json.getLongValue());
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case START_ARRAY -> list(json);
            case START_OBJECT -> {
                json.skipChildren();
                yield new Other("an object");
            }
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("no value can begin with " + json.currentToken());
        };
    }

    private static List<Object> list(JsonParser json) throws IOException {
        List<Object> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(json);
            values.add(value == null ? new Other("null") : value);
        }
        return values;
    }

    private static String explain(JsonProcessingException malformed, String field, boolean read) {
        if (malformed instanceof StreamConstraintsException) {
            return "the JSON object is nested more than " + CallArguments.DEPTH + " levels deep or has a number that is"
                    + " too long";
        }
        String where = field.isEmpty() ? "" : (read ? " after \"" : " in \"") + field + '"';
        String what = malformed instanceof JsonEOFException
                ? "the JSON object ends early" + where
                : "the body is not valid JSON" + where;
        return what
                + at(malformed.getLocation())
                + (malformed instanceof JsonEOFException ? "" : ": " + reason(malformed));
    }

    /// What is wrong, without Jackson's own idea of where.
    static String reason(JsonProcessingException malformed) {
        String message = malformed.getOriginalMessage();
        int source = message.indexOf("[Source");
        String told = source < 0 ? message : message.substring(0, Math.max(0, message.lastIndexOf(" (", source)));
        int setting = told.indexOf(": enable `");
        return setting < 0 ? told : told.substring(0, setting);
    }

    /// @param location absent where a limit was exceeded
    private static String at(@Nullable JsonLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
