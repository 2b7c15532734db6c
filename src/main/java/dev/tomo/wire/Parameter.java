package dev.tomo.wire;

/// One parameter of a tool's function.
public record Parameter(String name, Type type, boolean required) {
    /// The JSON type of a value; nothing is ever converted into it.
    public enum Type {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        STRINGS,
        INTEGERS
    }
}
