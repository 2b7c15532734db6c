package dev.tomo.message;

import java.util.Optional;

/// Whom a message is addressed to: a tool (`python`), one of its functions (`browser.search`), or a name nobody has.
/// A message to everyone has no recipient.
///
/// @param name as registered, or as the model wrote it where no such tool is registered
public record Recipient(String name) {
    public Recipient {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a recipient needs a name but was '" + name + "'");
        }
    }

    /// The part before the first dot.
    public String tool() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /// The part after the first dot.
    public Optional<String> function() {
        int dot = name.indexOf('.');
        return dot < 0 ? Optional.empty() : Optional.of(name.substring(dot + 1));
    }

    @Override
    public String toString() {
        return name;
    }
}
