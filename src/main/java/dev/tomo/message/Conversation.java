package dev.tomo.message;

import java.util.ArrayList;
import java.util.List;

/// What a model sees of a session, oldest first. It only ever grows: a message that stands in it never changes,
/// so a server that cached the beginning can keep it.
public record Conversation(List<Message> messages) {
    public static final Conversation EMPTY = new Conversation(List.of());

    public Conversation {
        messages = List.copyOf(messages);
    }

    public Conversation with(Message message) {
        List<Message> longer = new ArrayList<>(messages);
        longer.add(message);
        return new Conversation(longer);
    }
}
