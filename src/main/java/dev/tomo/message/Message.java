package dev.tomo.message;

import java.util.Optional;

/// One message of a conversation. Every dialect reads and writes the same messages.
///
/// @param recipient whom it is addressed to; empty: everyone, so the person sees it
/// @param complete false where the stream broke off while it was being written; such a call is never executed
public record Message(
        Author author, Optional<Recipient> recipient, Channel channel, Content content, boolean complete) {

    public static Message system(String text) {
        return new Message(Author.SYSTEM, Optional.empty(), Channel.FINAL, Content.text(text), true);
    }

    public static Message user(String text) {
        return new Message(Author.USER, Optional.empty(), Channel.FINAL, Content.text(text), true);
    }

    /// What the assistant says to everyone.
    public static Message assistant(Channel channel, String text) {
        return new Message(Author.ASSISTANT, Optional.empty(), channel, Content.text(text), true);
    }

    /// What the assistant sends to a tool.
    public static Message call(Recipient recipient, String body) {
        return new Message(Author.ASSISTANT, Optional.of(recipient), Channel.COMMENTARY, Content.text(body), true);
    }

    /// What a tool answered.
    ///
    /// @param tool the name the call was addressed to
    public static Message result(String tool, String text) {
        return new Message(Author.tool(tool), Optional.empty(), Channel.COMMENTARY, Content.text(text), true);
    }

    /// Whether this is the assistant addressing a tool.
    public boolean isCall() {
        return author.role() == Role.ASSISTANT && recipient.isPresent();
    }

    public String text() {
        return content.text();
    }

    public Message incomplete() {
        return new Message(author, recipient, channel, content, false);
    }

    public Message withContent(Content other) {
        return new Message(author, recipient, channel, other, complete);
    }
}
