package dev.tomo.message;

import java.util.Optional;

/// The author of a message.
///
/// @param name the tool or function that answered (`browser.search`); present exactly when the role is [Role#TOOL]
public record Author(Role role, Optional<String> name) {
    public static final Author SYSTEM = new Author(Role.SYSTEM, Optional.empty());
    public static final Author USER = new Author(Role.USER, Optional.empty());
    public static final Author ASSISTANT = new Author(Role.ASSISTANT, Optional.empty());

    public Author {
        if ((role == Role.TOOL) != name.isPresent()) {
            throw new IllegalArgumentException("a tool, and only a tool, has a name: role " + role + ", name " + name);
        }
    }

    public static Author tool(String name) {
        return new Author(Role.TOOL, Optional.of(name));
    }
}
