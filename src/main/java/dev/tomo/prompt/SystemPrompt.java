package dev.tomo.prompt;

import dev.tomo.message.Channel;
import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import dev.tomo.wire.Preface;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What a model is told before the conversation, and which part of it is what.
///
/// @param preface as a dialect takes it
/// @param sections in order, without gaps but for blank lines; offsets count in [#text()]
public record SystemPrompt(Preface preface, List<Section> sections) {
    /// A stretch of the text.
    ///
    /// @param name `identity`, `tools`, a tool's heading, `addressing`, `user`, `start`, `date`, `instructions` or
    ///     `Model Set Context`
    /// @param start UTF-16 index of the first character
    /// @param end UTF-16 index after the last one
    public record Section(String name, int start, int end) {}

    private static final String GAP = "\n\n";

    public SystemPrompt {
        sections = List.copyOf(sections);
    }

    /// All system text, byte for byte as it is sent; where a small model gets examples, they stand before the last
    /// part.
    public String text() {
        return preface.tail().isEmpty() ? preface.head() : preface.head() + GAP + preface.tail();
    }

    /// The whole text in one system message, for models that are good at reading.
    ///
    /// @param escape how data is written so that no model reads it as a header or a control token
    public static SystemPrompt full(PromptLibrary library, PromptFacts facts, UnaryOperator<String> escape) {
        Writer writer = new Writer();
        writer.add("identity", Slots.fill(library.full().system(), facts));
        writer.add("tools", "# Tools");
        library.tools().forEach(tool -> writer.add(tool.name(), "## " + tool.name() + GAP + tool.text()));
        writer.add("addressing", library.full().dialect());
        instructions(facts, escape).ifPresent(text -> writer.add("instructions", text));
        writer.add(ModelSetContext.NAME, escape.apply(ModelSetContext.section(facts.memories())));
        return new SystemPrompt(new Preface(writer.text(), List.of(), ""), writer.sections);
    }

    /// The short text, examples as turns, and what changes from day to day in a last system message, so that a server
    /// can keep everything before it.
    ///
    /// @param escape as for [#full]
    public static SystemPrompt compact(PromptLibrary library, PromptFacts facts, UnaryOperator<String> escape) {
        Writer head = new Writer();
        head.add("identity", Slots.fill(library.compact().system(), facts));
        head.add("tools", "# Tools");
        head.add("addressing", library.compact().dialect());
        library.compactTools().forEach(tool -> head.add(tool.name(), "## " + heading(tool) + "\n" + tool.text()));
        if (!library.compact().user().isEmpty()) {
            head.add("user", "## user\n" + library.compact().user());
        }
        Writer tail = new Writer();
        if (!library.compact().start().isEmpty()) {
            tail.add("start", library.compact().start());
        }
        tail.add("date", "Current date: " + facts.date());
        instructions(facts, escape).ifPresent(text -> tail.add("instructions", text));
        tail.add(ModelSetContext.NAME, escape.apply(ModelSetContext.section(facts.memories())));
        List<Section> sections = new ArrayList<>(head.sections);
        int shift = head.text().length() + GAP.length();
        tail.sections.forEach(
                section -> sections.add(new Section(section.name, section.start + shift, section.end + shift)));
        return new SystemPrompt(new Preface(head.text(), examples(library), tail.text()), sections);
    }

    /// A tool with one function is headed by the name it is called by.
    private static String heading(ToolFile tool) {
        List<String> recipients = tool.signature().recipients();
        return recipients.size() == 1 ? recipients.getFirst() : tool.name();
    }

    private static Optional<String> instructions(PromptFacts facts, UnaryOperator<String> escape) {
        return facts.instructions()
                .filter(text -> !text.isBlank())
                .map(text -> "# What the user wants you to know" + GAP + escape.apply(text.strip()));
    }

    /// Answers and the tools' own examples, each kind spread evenly over the whole: a small model follows what it saw
    /// last, so no kind may have the end to itself.
    private static List<Message> examples(PromptLibrary library) {
        List<List<ToolExample>> columns = new ArrayList<>();
        columns.add(library.answers());
        library.compactTools().stream()
                .filter(ToolFile::callable)
                .map(ToolFile::examples)
                .forEach(columns::add);
        List<Placed> placed = new ArrayList<>();
        for (List<ToolExample> column : columns) {
            for (int i = 0; i < column.size(); i++) {
                placed.add(new Placed((2 * i + 1) / (2.0 * column.size()), column.get(i)));
            }
        }
        placed.sort(Comparator.comparingDouble(Placed::place));
        return placed.stream().flatMap(one -> messages(one.example).stream()).toList();
    }

    /// @param place from 0, the beginning of all examples, to 1, their end
    private record Placed(double place, ToolExample example) {}

    private static List<Message> messages(ToolExample example) {
        List<Message> messages = new ArrayList<>();
        messages.add(Message.user(example.user()));
        example.call().ifPresent(call -> {
            messages.add(Message.call(new Recipient(call.recipient()), call.body()));
            messages.add(Message.result(call.recipient(), call.result()));
        });
        messages.add(Message.assistant(Channel.FINAL, example.answer()));
        return messages;
    }

    /// Puts sections one under the other and remembers where each stands.
    private static final class Writer {
        private final StringBuilder text = new StringBuilder();
        private final List<Section> sections = new ArrayList<>();

        void add(String name, String section) {
            if (!text.isEmpty()) {
                text.append(GAP);
            }
            int start = text.length();
            text.append(section);
            sections.add(new Section(name, start, text.length()));
        }

        String text() {
            return text.toString();
        }
    }
}
