package dev.tomo.store;

import dev.tomo.message.Author;
import dev.tomo.message.Channel;
import dev.tomo.message.Content;
import dev.tomo.message.Message;
import java.util.Optional;

/// Something that stands in a transcript.
public record Entry(Kind kind, Message message) {
    /// What an entry is.
    public enum Kind {
        /// Part of the conversation: a model sees it.
        MESSAGE,
        /// What a model wrote that means nothing, such as an invented result. No model sees it again.
        DROPPED,
        /// Why a turn ended as it did, for the person. No model sees it.
        NOTICE,
        /// A reply that is still being written, or was when the program died.
        PARTIAL
    }

    public static Entry message(Message message) {
        return new Entry(Kind.MESSAGE, message);
    }

    public static Entry dropped(String text) {
        return new Entry(Kind.DROPPED, Message.assistant(Channel.COMMENTARY, text));
    }

    public static Entry notice(String text) {
        return new Entry(
                Kind.NOTICE, new Message(Author.SYSTEM, Optional.empty(), Channel.FINAL, Content.text(text), true));
    }
}
