package dev.tomo.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tomo.message.Channel;
import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import dev.tomo.wire.ConformanceCases.Malformed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Output of a model and the messages it means, whatever pieces it comes in.
///
/// @param expected one JSON object for each message
record ToLineCase(String name, String input, StreamEnd end, List<JsonNode> expected) implements ConformanceCases.Case {
    /// The tools that are registered in every case.
    static final Toolset TOOLS = new Toolset(List.of(
            tool("bio", ToolSignature.Body.PARAGRAPH),
            tool("python", ToolSignature.Body.TEXT),
            tool("weather", ToolSignature.Body.TEXT),
            tool(
                    "browser",
                    ToolSignature.Body.TEXT,
                    function("search", string("query", true), integer("recency_days")),
                    function("open", integer("id"), string("url", false), integer("line")),
                    function("find", string("pattern", true), integer("id")))));

    private static final ObjectMapper JSON = new ObjectMapper();

    static ToLineCase read(String name, CaseFile.Fields fields) throws Malformed {
        List<JsonNode> expected = new ArrayList<>();
        for (CaseFile.Fields message : fields.list("expected")) {
            expected.add(object(
                    message.optionalText("recipient"),
                    message.text("channel"),
                    message.text("content"),
                    message.optional("arguments"),
                    message.optionalText("error"),
                    message.flag("complete")));
        }
        return new ToLineCase(name, fields.text("input"), end(fields), expected);
    }

    private static StreamEnd end(CaseFile.Fields fields) throws Malformed {
        return switch (fields.text("end")) {
            case "stop" -> StreamEnd.STOP;
            case "length" -> StreamEnd.LENGTH;
            case "cut" -> StreamEnd.CUT;
            default -> throw fields.malformed("'end' must be stop, length or cut");
        };
    }

    @Override
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        compare("in one piece", List.of(input), differences);
        for (int i = 1; i < input.length() && differences.isEmpty(); i++) {
            compare("split at " + i, List.of(input.substring(0, i), input.substring(i)), differences);
        }
        if (differences.isEmpty()) {
            compare(
                    "one unit at a time",
                    input.chars().mapToObj(Character::toString).toList(),
                    differences);
        }
        if (differences.isEmpty()) {
            differences.addAll(new HeldText(input, ToLineCase::parser).differences());
        }
        return differences;
    }

    private void compare(String how, List<String> pieces, List<String> differences) {
        List<ParserEvent> events = new ArrayList<>();
        StreamParser parser = parser();
        pieces.forEach(piece -> events.addAll(parser.feed(piece)));
        events.addAll(parser.end(end));
        List<JsonNode> actual =
                messages(events).stream().map(ToLineCase::object).toList();
        if (!same(expected, actual)) {
            differences.add(how + ": expected " + lines(expected) + "\n  but was " + lines(actual));
        }
        String spoken = messages(events).stream()
                .filter(message -> message.recipient().isEmpty() && message.channel() != Channel.ANALYSIS)
                .map(Message::text)
                .collect(Collectors.joining());
        if (!spoken.equals(shown(events))) {
            differences.add(how + ": shown " + quote(shown(events)) + "\n  but said " + quote(spoken));
        }
    }

    static StreamParser parser() {
        return new ToLine(TOOLS, ToLine.Variant.PLAIN).parser();
    }

    static String shown(List<ParserEvent> events) {
        return events.stream()
                .filter(ParserEvent.Shown.class::isInstance)
                .map(event -> ((ParserEvent.Shown) event).text())
                .collect(Collectors.joining());
    }

    static List<Message> messages(List<ParserEvent> events) {
        return events.stream()
                .filter(ParserEvent.Completed.class::isInstance)
                .map(event -> ((ParserEvent.Completed) event).message())
                .toList();
    }

    static String quote(String text) {
        return TextNode.valueOf(text).toString();
    }

    private static boolean same(List<JsonNode> expected, List<JsonNode> actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).equals(ToLineCase::compare, actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    /// Numbers are compared by value, everything else as it is.
    private static int compare(JsonNode one, JsonNode other) {
        if (one.isNumber() && other.isNumber()) {
            return one.decimalValue().compareTo(other.decimalValue());
        }
        return one.equals(other) ? 0 : 1;
    }

    private static String lines(List<JsonNode> messages) {
        return messages.isEmpty()
                ? "no message"
                : messages.stream().map(message -> "\n    " + message).collect(Collectors.joining());
    }

    private static JsonNode object(Message message) {
        Optional<JsonNode> arguments = Optional.empty();
        Optional<String> error = Optional.empty();
        if (message.isCall() && message.complete()) {
            switch (CallArguments.read(TOOLS, message)) {
                case CallArguments.Accepted accepted ->
                    arguments = TOOLS.function(message.recipient().orElseThrow())
                            .map(function -> JSON.valueToTree(accepted.values()));
                case CallArguments.UnknownTool unknown -> error = Optional.of("unknown_tool");
                case CallArguments.BadArguments bad -> error = Optional.of("bad_arguments");
            }
        }
        return object(
                message.recipient().map(Recipient::name),
                message.channel().name().toLowerCase(Locale.ROOT),
                message.text(),
                arguments,
                error,
                message.complete());
    }

    private static JsonNode object(
            Optional<String> recipient,
            String channel,
            String content,
            Optional<JsonNode> arguments,
            Optional<String> error,
            boolean complete) {
        ObjectNode object = JSON.createObjectNode();
        object.put("recipient", recipient.orElse(null));
        object.put("channel", channel);
        object.put("content", content);
        arguments.ifPresent(values -> object.set("arguments", values));
        object.put("error", error.orElse(null));
        object.put("complete", complete);
        return object;
    }

    private static ToolSignature tool(String name, ToolSignature.Body body, FunctionSignature... functions) {
        return new ToolSignature(name, List.of(functions), body, List.of());
    }

    private static FunctionSignature function(String name, Parameter... parameters) {
        return new FunctionSignature(name, List.of(parameters));
    }

    private static Parameter string(String name, boolean required) {
        return new Parameter(name, Parameter.Type.STRING, required);
    }

    private static Parameter integer(String name) {
        return new Parameter(name, Parameter.Type.INTEGER, false);
    }
}
