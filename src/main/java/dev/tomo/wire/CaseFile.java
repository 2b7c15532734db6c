package dev.tomo.wire;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tomo.wire.ConformanceCases.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A JSON array of objects, with errors that say where they are.
record CaseFile(String file, JsonNode array) {
    List<Fields> cases() throws Malformed {
        if (!array.isArray()) {
            throw new Malformed(file + ": expected an array of cases but was " + kind(array));
        }
        return elements(file, array);
    }

    private static List<Fields> elements(String where, JsonNode array) throws Malformed {
        List<Fields> elements = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            String place = where + "[" + i + "]";
            if (!array.get(i).isObject()) {
                throw new Malformed(place + ": expected an object but was " + kind(array.get(i)));
            }
            elements.add(new Fields(place, array.get(i)));
        }
        return elements;
    }

    private static String kind(JsonNode node) {
        return node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    /// One object of the file.
    record Fields(String where, JsonNode object) {
        boolean has(String field) {
            return object.has(field);
        }

        String text(String field) throws Malformed {
            JsonNode value = value(field);
            if (!value.isTextual()) {
                throw malformed("'" + field + "' must be a string but was " + kind(value));
            }
            return value.textValue();
        }

        /// @return empty for null
        Optional<String> optionalText(String field) throws Malformed {
            return value(field).isNull() ? Optional.empty() : Optional.of(text(field));
        }

        boolean flag(String field) throws Malformed {
            JsonNode value = value(field);
            if (!value.isBoolean()) {
                throw malformed("'" + field + "' must be true or false but was " + kind(value));
            }
            return value.booleanValue();
        }

        Optional<JsonNode> optional(String field) {
            return Optional.ofNullable(object.get(field));
        }

        List<Fields> list(String field) throws Malformed {
            JsonNode value = value(field);
            if (!value.isArray()) {
                throw malformed("'" + field + "' must be an array but was " + kind(value));
            }
            return elements(where + "." + field, value);
        }

        Malformed malformed(String what) {
            return new Malformed(where + ": " + what);
        }

        private JsonNode value(String field) throws Malformed {
            JsonNode value = object.get(field);
            if (value == null) {
                throw malformed("'" + field + "' is missing");
            }
            return value;
        }
    }
}
