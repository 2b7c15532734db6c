package dev.tomo.message;

/// Who can author a message.
public enum Role {
    SYSTEM,
    USER,
    ASSISTANT,
    TOOL
}
