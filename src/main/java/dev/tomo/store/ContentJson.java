package dev.tomo.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tomo.message.Part;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Parts of a message as JSON: `[{"text": …}, {"image": "path", "media_type": …}, {"file": "path", "media_type": …}]`.
final class ContentJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ContentJson() {}

    static String write(List<Part> parts) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartArray();
            for (Part part : parts) {
                write(json, part);
            }
            json.writeEndArray();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return out.toString();
    }

    private static void write(JsonGenerator json, Part part) throws IOException {
        json.writeStartObject();
        switch (part) {
            case Part.Text(String text) -> json.writeStringField("text", text);
            case Part.Image(String path, String mediaType) -> {
                json.writeStringField("image", path);
                json.writeStringField("media_type", mediaType);
            }
            case Part.File(String path, String mediaType) -> {
                json.writeStringField("file", path);
                json.writeStringField("media_type", mediaType);
            }
        }
        json.writeEndObject();
    }

    static List<Part> read(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            List<Part> parts = new ArrayList<>();
            expect(json, json.nextToken(), JsonToken.START_ARRAY, text);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                parts.add(part(fields(json, text), text));
            }
            return parts;
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    private static Map<String, String> fields(JsonParser json, String text) throws IOException {
        expect(json, json.currentToken(), JsonToken.START_OBJECT, text);
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            expect(json, json.nextToken(), JsonToken.VALUE_STRING, text);
            fields.put(name, json.getText());
        }
        return fields;
    }

    private static Part part(Map<String, String> fields, String text) {
        Optional<Part> part = field(fields, "text")
                .<Part>map(Part.Text::new)
                .or(() -> field(fields, "image").map(path -> new Part.Image(path, mediaType(fields))))
                .or(() -> field(fields, "file").map(path -> new Part.File(path, mediaType(fields))));
        return part.orElseThrow(() -> new IllegalStateException(
                "expected a text, image or file part but was " + fields.keySet() + " in " + text));
    }

    private static String mediaType(Map<String, String> fields) {
        return field(fields, "media_type").orElse("application/octet-stream");
    }

    private static Optional<String> field(Map<String, String> fields, String name) {
        return Optional.ofNullable(fields.get(name));
    }

    private static void expect(JsonParser json, JsonToken token, JsonToken expected, String text) {
        if (token != expected) {
            throw new IllegalStateException("expected " + expected + " but was " + token + " at "
                    + json.currentLocation().offsetDescription() + " of " + text);
        }
    }
}
