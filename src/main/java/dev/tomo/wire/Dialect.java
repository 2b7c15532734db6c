package dev.tomo.wire;

import dev.tomo.message.Conversation;

/// How a conversation is written for a kind of model, and how its output is read back.
public interface Dialect {
    /// What configuration and transcript call it: `to-line`.
    String name();

    /// Writes everything a model gets. Written for a longer conversation, it begins with the same turns.
    ModelInput write(Preface preface, Conversation conversation);

    /// Writes text from outside (what a person typed, a page, a memory) so that no model reads it as a header or a
    /// control token. [#write] does this with the person's messages and results; whoever puts such text into a
    /// [Preface] does it there. Doing it twice changes nothing more.
    String escape(String data);

    /// A parser for one reply.
    StreamParser parser();
}
