package dev.tomo.wire;

import dev.tomo.message.Conversation;
import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import dev.tomo.message.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The dialect for any chat model: a message to a tool begins with a line `to=NAME`, a result with `from=NAME`.
/// Immutable; safe to use from any thread.
///
/// Consecutive messages of the assistant are one turn, every other message is a turn of its own. A request is made
/// only after a message of the person or a result, so the turns of a request begin with those of the former one.
/// Reasoning is not sent back. A call that broke off is written as far as it came.
public final class ToLine implements Dialect {
    /// How messages to everyone are written, and whether the model is held to it.
    public enum Variant {
        /// Text to everyone has no header.
        PLAIN,
        /// Every message has a header, `to=user` for text to everyone, and a grammar holds the model to it.
        HEADED
    }

    private final Toolset tools;
    private final Variant variant;

    public ToLine(Toolset tools, Variant variant) {
        this.tools = tools;
        this.variant = variant;
    }

    @Override
    public String name() {
        return "to-line";
    }

    @Override
    public ModelInput write(Preface preface, Conversation conversation) {
        List<Turn> turns = new ArrayList<>();
        turns.add(new Turn(Role.SYSTEM, preface.head()));
        addTurns(preface.examples(), turns);
        if (!preface.tail().isBlank()) {
            turns.add(new Turn(Role.SYSTEM, preface.tail()));
        }
        addTurns(conversation.messages(), turns);
        return switch (variant) {
            case PLAIN -> new ModelInput(turns, Optional.empty());
            case HEADED -> new ModelInput(turns, Optional.of(grammar(conversation)));
        };
    }

    @Override
    public StreamParser parser() {
        return new ReasoningTags(new EndTokens(new ToLineParser(tools)));
    }

    @Override
    public String escape(String data) {
        return new Escaping(tools).escape(data);
    }

    private void addTurns(List<Message> messages, List<Turn> turns) {
        AssistantText assistant = new AssistantText(this, tools, variant == Variant.HEADED);
        List<Message> reply = new ArrayList<>();
        for (Message message : messages) {
            if (message.author().role() == Role.ASSISTANT) {
                reply.add(message);
            } else {
                addReply(assistant.write(reply), turns);
                reply.clear();
                turns.add(turn(message));
            }
        }
        addReply(assistant.write(reply), turns);
    }

    private static void addReply(String text, List<Turn> turns) {
        if (!text.isEmpty()) {
            turns.add(new Turn(Role.ASSISTANT, text));
        }
    }

    private Turn turn(Message message) {
        return switch (message.author().role()) {
            case SYSTEM -> new Turn(Role.SYSTEM, message.text());
            case USER -> new Turn(Role.USER, escape(message.text()));
            case TOOL ->
                new Turn(Role.USER, "from=" + message.author().name().orElseThrow() + "\n" + escape(message.text()));
            case ASSISTANT -> throw new IllegalArgumentException("the assistant's messages are written together");
        };
    }

    /// After two answers to the same recipient in a row only the answer to the person is left: a small model that
    /// calls a tool twice tends to go on for ever.
    private String grammar(Conversation conversation) {
        List<Recipient> calls = new ArrayList<>();
        String said = "";
        for (Message message : conversation.messages()) {
            if (message.author().role() == Role.USER) {
                calls.clear();
                said = message.text();
            } else if (message.isCall()) {
                message.recipient().ifPresent(calls::add);
            }
        }
        int last = calls.size() - 1;
        boolean repeats = last > 0 && calls.get(last).equals(calls.get(last - 1));
        return Grammar.of(repeats ? List.of() : tools.tools(), said);
    }
}
