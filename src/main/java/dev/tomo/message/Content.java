package dev.tomo.message;

import java.util.List;
import java.util.stream.Collectors;

/// What a message holds.
///
/// @param parts in the order they are read; may be empty
public record Content(Type type, List<Part> parts) {
    /// How the text parts are to be read.
    public enum Type {
        TEXT,
        CODE,
        JSON
    }

    public Content {
        parts = List.copyOf(parts);
    }

    public static Content text(String text) {
        return new Content(Type.TEXT, List.of(new Part.Text(text)));
    }

    /// The text parts, one after the other.
    public String text() {
        return parts.stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining());
    }
}
