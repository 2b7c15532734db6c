package dev.tomo.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/// Memories as JSON, for other programs.
public final class MemoryJson {
    private static final JsonFactory JSON = new JsonFactory();

    private MemoryJson() {}

    /// `{"memories": [{"number", "id", "text", "saved_on", "pinned"}]}`, ending in a line feed.
    public static String list(List<Memory> memories) {
        return object("memories", json -> {
            for (Memory memory : memories) {
                json.writeStartObject();
                json.writeNumberField("number", memory.number());
                json.writeStringField("id", memory.id());
                json.writeStringField("text", memory.text());
                json.writeStringField("saved_on", memory.savedOn().toString());
                json.writeBooleanField("pinned", memory.pinned());
                json.writeEndObject();
            }
        });
    }

    /// `{"waiting": [{"id", "op", "text", "session", "reason"}]}`, ending in a line feed; a session may be null.
    public static String waiting(List<WaitingChange> changes) {
        return object("waiting", json -> {
            for (WaitingChange change : changes) {
                json.writeStartObject();
                json.writeNumberField("id", change.id());
                json.writeStringField("op", change.op().name().toLowerCase(Locale.ROOT));
                json.writeStringField("text", change.text());
                json.writeStringField("session", change.session().orElse(null));
                json.writeStringField("reason", change.reason());
                json.writeEndObject();
            }
        });
    }

    @FunctionalInterface
    private interface Items {
        void write(JsonGenerator json) throws IOException;
    }

    private static String object(String name, Items items) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeArrayFieldStart(name);
            items.write(json);
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
        return out + "\n";
    }
}
