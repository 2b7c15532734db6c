package dev.tomo.wire;

import dev.tomo.message.Message;
import java.util.List;

/// What stands before the first message of a conversation.
///
/// @param head the first system message
/// @param examples a conversation that shows a small model how its tools are used; often empty
/// @param tail a system message after the examples, for what changes from day to day; blank: none
public record Preface(String head, List<Message> examples, String tail) {
    public Preface {
        examples = List.copyOf(examples);
    }

    /// What stays the same from day to day, for a server that can keep it.
    public Preface withoutTail() {
        return new Preface(head, examples, "");
    }
}
