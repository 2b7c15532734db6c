package dev.tomo.wire;

import dev.tomo.message.Role;

/// One entry of the list of messages a model server takes.
///
/// @param role never [Role#TOOL]: a dialect writes results for servers that know no tool role
public record Turn(Role role, String text) {
    public Turn {
        if (role == Role.TOOL) {
            throw new IllegalArgumentException("a turn is of the system, the user or the assistant, but was " + role);
        }
    }
}
