package dev.tomo.wire;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The GBNF (llama.cpp, `grammars/README.md`) that holds a model to a header on every message and to bodies its tools
/// can take. Fences are left out: a model that is held needs none.
final class Grammar {
    private static final String TEXT = "[^ \\t\\r\\n] [^\\x00]*";
    private static final String REST = "[^\\r\\n]*";
    /// How a body may begin whatever a tool's `starts` say: they are English, the language of the body need not be.
    private static final String OTHER_SCRIPT = "[^\\x00-\\x7F]";

    private enum Rule {
        LINE("line ::= [^ \\t\\r\\n] " + REST),
        STRING("string ::= \"\\\"\" ([^\"\\\\\\x00-\\x1F] | \"\\\\\" ([\"\\\\/bfnrt] | \"u\" [0-9a-fA-F] [0-9a-fA-F]"
                + " [0-9a-fA-F] [0-9a-fA-F]))* \"\\\"\""),
        INTEGER("integer ::= \"-\"? (\"0\" | [1-9] [0-9]*)"),
        NUMBER("number ::= integer (\".\" [0-9]+)?"),
        BOOLEAN("boolean ::= \"true\" | \"false\""),
        STRINGS("strings ::= \"[\" (string (\", \" string)*)? \"]\""),
        INTEGERS("integers ::= \"[\" (integer (\", \" integer)*)? \"]\"");

        private final String text;

        Rule(String text) {
            this.text = text;
        }
    }

    private final Set<Rule> used = EnumSet.noneOf(Rule.class);
    private final StringJoiner recipients = new StringJoiner(" | ");
    private final StringBuilder bodies = new StringBuilder();
    private final String said;

    private Grammar(String said) {
        this.said = said;
    }

    /// @param tools that may be called, beside the answer
    /// @param said what the person said last. In another script than Latin, a body with `starts` is held to it,
    ///     or a small model translates what it should keep. A start that ends in a letter begins a sentence and
    ///     counts only where the person uses its script; another (`Forget: `) is a keyword before the text
    static String of(List<ToolSignature> tools, String said) {
        Grammar grammar = new Grammar(said);
        grammar.recipients.add("\"" + Toolset.EVERYONE + "\\n\" text");
        tools.forEach(grammar::add);
        return grammar.text();
    }

    private void add(ToolSignature tool) {
        if (tool.functions().isEmpty()) {
            recipients.add(literal(tool.name() + "\n") + " " + body(tool));
        }
        for (FunctionSignature function : tool.functions()) {
            String name = tool.name() + "." + function.name();
            String body = function.bareString().isPresent() ? use(Rule.LINE) : object(function.parameters());
            recipients.add(literal(name + "\n") + " " + body);
        }
    }

    private String body(ToolSignature tool) {
        boolean oneLine = tool.body() == ToolSignature.Body.PARAGRAPH;
        if (tool.starts().isEmpty()) {
            return oneLine ? use(Rule.LINE) : "text";
        }
        // A rule's name has no underscore.
        String rule = tool.name().replace('_', '-') + "-body";
        String rest = oneLine ? REST : "[^\\x00]*";
        bodies.append(
                rule + " ::= " + (Script.isOther(said) ? personsStart(tool) : anyStart(tool)) + " " + rest + "\n");
        return rule;
    }

    private static String anyStart(ToolSignature tool) {
        return tool.starts().stream().map(Grammar::literal).collect(Collectors.joining(" | ", "(", " | "))
                + OTHER_SCRIPT + ")";
    }

    /// A keyword at most, then a start in a script the person uses; where the tool has none, any letter of
    /// another script.
    private String personsStart(ToolSignature tool) {
        List<String> keywords = tool.starts().stream()
                .filter(start -> !Character.isLetter(start.codePointBefore(start.length())))
                .toList();
        List<String> own = tool.starts().stream()
                .filter(start -> Script.isOther(start) && Script.shared(start, said))
                .toList();
        return (keywords.isEmpty() ? "" : alternatives(keywords) + "? ")
                + (own.isEmpty() ? OTHER_SCRIPT : alternatives(own));
    }

    private static String alternatives(List<String> texts) {
        return texts.stream().map(Grammar::literal).collect(Collectors.joining(" | ", "(", ")"));
    }

    /// An object with all required parameters, then any of the others, in declared order.
    private String object(List<Parameter> parameters) {
        List<Parameter> required =
                parameters.stream().filter(Parameter::required).toList();
        List<Parameter> optional =
                parameters.stream().filter(parameter -> !parameter.required()).toList();
        String fields = required.isEmpty()
                ? anyOf(optional)
                : required.stream().map(this::field).collect(Collectors.joining(" \", \" ")) + others(optional);
        return fields.isEmpty() ? "\"{}\"" : "\"{\" " + fields + " \"}\"";
    }

    private String anyOf(List<Parameter> optional) {
        return optional.isEmpty()
                ? ""
                : IntStream.range(0, optional.size())
                        .mapToObj(i -> field(optional.get(i)) + others(optional.subList(i + 1, optional.size())))
                        .collect(Collectors.joining(" | ", "(", ")?"));
    }

    private String others(List<Parameter> optional) {
        return optional.stream()
                .map(parameter -> " (\", \" " + field(parameter) + ")?")
                .collect(Collectors.joining());
    }

    private String field(Parameter parameter) {
        return literal("\"" + parameter.name() + "\": ")
                + " "
                + use(
                        switch (parameter.type()) {
                            case STRING -> Rule.STRING;
                            case INTEGER -> Rule.INTEGER;
                            case NUMBER -> Rule.NUMBER;
                            case BOOLEAN -> Rule.BOOLEAN;
                            case STRINGS -> Rule.STRINGS;
                            case INTEGERS -> Rule.INTEGERS;
                        });
    }

    private String use(Rule rule) {
        used.add(rule);
        switch (rule) {
            case NUMBER, INTEGERS -> used.add(Rule.INTEGER);
            case STRINGS -> used.add(Rule.STRING);
            case LINE, STRING, INTEGER, BOOLEAN -> {}
        }
        return rule.text.substring(0, rule.text.indexOf(' '));
    }

    private String text() {
        return "root ::= \"to=\" (" + recipients + ")\n"
                + bodies
                + "text ::= " + TEXT + "\n"
                + used.stream().map(rule -> rule.text + "\n").collect(Collectors.joining());
    }

    private static String literal(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\r", "\\r")
                        .replace("\n", "\\n")
                + '"';
    }
}
