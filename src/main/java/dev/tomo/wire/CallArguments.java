package dev.tomo.wire;

import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a call's body means to the tool it is addressed to. Values are never converted: `"3"` is no integer, and
/// neither is `3.0`.
///
/// A body that opens with `{` is one strict JSON object: no second value of a name, nothing after it, at most
/// [#DEPTH] levels deep. A body that opens with `(` is one call expression. Anything else is the one required string
/// of a function that has exactly one required parameter, unquoted where it is a JSON string as a whole.
public sealed interface CallArguments {
    /// The deepest nesting that is read, also in parameters nobody declared.
    int DEPTH = 64;

    /// The call can be run.
    ///
    /// @param values the declared parameters that were given, in declared order, as `String`, `Long`, `Double`,
    ///     `Boolean`, or `List` of `String` or `Long`; empty for a tool without functions
    record Accepted(Map<String, Object> values) implements CallArguments {
        public Accepted {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /// Nobody has that name.
    ///
    /// @param error for the model: the name it wrote and those it can use
    record UnknownTool(String error) implements CallArguments {}

    /// The body is not what the tool takes.
    ///
    /// @param error for the model: the field that is wrong, and what the function takes
    record BadArguments(String error) implements CallArguments {}

    /// Reads a complete call. An incomplete one is not judged: it is never run, whatever it says.
    ///
    /// @throws IllegalArgumentException when the message is no call
    static CallArguments read(Toolset tools, Message call) {
        Recipient written = call.recipient()
                .orElseThrow(() -> new IllegalArgumentException("a call has a recipient, but not " + call));
        Optional<ToolSignature> tool = tools.tool(written);
        if (tool.isEmpty()) {
            return new UnknownTool("unknown tool '" + written + "'; tools: " + String.join(", ", tools.recipients()));
        }
        String body = call.text();
        Optional<FunctionSignature> function = tools.function(written);
        if (strip(body).isEmpty()) {
            return new BadArguments("bad arguments for " + written + ": the body is empty; "
                    + function.map(CallArguments::usage).orElse("write it on the lines below `to=" + written + "`"));
        }
        return function.isEmpty() ? new Accepted(Map.of()) : read(written, function.get(), body);
    }

    private static CallArguments read(Recipient recipient, FunctionSignature function, String body) {
        try {
            return new Accepted(check(function, values(function, body)));
        } catch (Unfit unfit) {
            return new BadArguments(
                    "bad arguments for " + recipient + ": " + unfit.getMessage() + "; " + usage(function));
        }
    }

    /// @return the values that were given, by name; null stands for `null`
    private static Map<String, @Nullable Object> values(FunctionSignature function, String body) throws Unfit {
        String stripped = strip(body);
        if (stripped.startsWith("{")) {
            return JsonArguments.object(stripped);
        }
        if (stripped.startsWith("(")) {
            return CallExpression.read(stripped, function);
        }
        Parameter only = function.bareString()
                .orElseThrow(() -> new Unfit("a JSON object is wanted, but the body begins with "
                        + quote(stripped.substring(0, stripped.offsetByCodePoints(0, 1)))));
        return Collections.singletonMap(
                only.name(), JsonArguments.string(stripped).orElse(body));
    }

    private static Map<String, Object> check(FunctionSignature function, Map<String, @Nullable Object> given)
            throws Unfit {
        Map<String, Object> fit = new LinkedHashMap<>();
        for (Parameter parameter : function.parameters()) {
            Object value = given.get(parameter.name());
            if (value != null) {
                fit.put(parameter.name(), fit(parameter, value));
            } else if (parameter.required()) {
                throw new Unfit(quote(parameter.name()) + " is missing; it must be " + describe(parameter.type()));
            }
        }
        return fit;
    }

    private static Object fit(Parameter parameter, Object value) throws Unfit {
        boolean fits = switch (parameter.type()) {
            case STRING -> value instanceof String;
            case INTEGER -> value instanceof Long;
            case NUMBER -> value instanceof Long || value instanceof Double;
            case BOOLEAN -> value instanceof Boolean;
            case STRINGS -> isListOf(String.class, value);
            case INTEGERS -> isListOf(Long.class, value);
        };
        if (!fits) {
            throw new Unfit(quote(parameter.name()) + " must be " + describe(parameter.type()) + " but was "
                    + shorten(value instanceof String text ? quote(text) : String.valueOf(value)));
        }
        return parameter.type() == Parameter.Type.NUMBER ? Double.valueOf(((Number) value).doubleValue()) : value;
    }

    private static boolean isListOf(Class<?> type, Object value) {
        return value instanceof List<?> list && list.stream().allMatch(type::isInstance);
    }

    private static String describe(Parameter.Type type) {
        return switch (type) {
            case STRING -> "a string";
            case INTEGER -> "an integer";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case STRINGS -> "a list of strings";
            case INTEGERS -> "a list of integers";
        };
    }

    /// What a function takes, in a form that can be imitated.
    private static String usage(FunctionSignature function) {
        String fields = function.parameters().stream()
                .map(parameter -> quote(parameter.name()) + ": " + describe(parameter.type())
                        + (parameter.required() ? "" : " (optional)"))
                .collect(Collectors.joining(", "));
        return "it takes a JSON object {" + fields + "}"
                + function.bareString()
                        .map(only -> ", or just the text of " + quote(only.name()))
                        .orElse("");
    }

    private static String quote(String text) {
        return '"' + text + '"';
    }

    private static String shorten(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }

    private static String strip(String body) {
        int start = 0;
        int end = body.length();
        while (start < end && isWhite(body.charAt(start))) {
            start++;
        }
        while (end > start && isWhite(body.charAt(end - 1))) {
            end--;
        }
        return body.substring(start, end);
    }

    private static boolean isWhite(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
