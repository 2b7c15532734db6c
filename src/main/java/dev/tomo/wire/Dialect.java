package dev.tomo.wire;

import dev.tomo.message.Conversation;

/// How a conversation is written for a kind of model, and how its output is read back.
public interface Dialect {
    /// Writes everything a model gets. Written for a longer conversation, it begins with the same turns.
    ModelInput write(Preface preface, Conversation conversation);

    /// A parser for one reply.
    StreamParser parser();
}
