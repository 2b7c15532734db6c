package dev.tomo.wire;

import dev.tomo.message.Message;

/// What a [StreamParser] has read, in order. Every character of the output is shown, in a message, or dropped.
public sealed interface ParserEvent {
    /// Text to everyone; it is never taken back, and ends up in the next completed message to everyone.
    record Shown(String text) implements ParserEvent {}

    /// A piece of the model's reasoning; it ends up in the next completed message on channel `analysis`.
    record Reasoned(String text) implements ParserEvent {}

    /// A message has ended.
    record Completed(Message message) implements ParserEvent {}

    /// Output that means nothing: an invented result, text after a fenced body. For the transcript alone.
    record Dropped(String text) implements ParserEvent {}
}
