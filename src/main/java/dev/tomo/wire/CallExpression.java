package dev.tomo.wire;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `("…", name=value)`. Values without a name come first and fill the parameters in declared order. A value is
/// a string in double or single quotes with JSON's escapes and `\'`, a JSON number, `true`, `false`, `null`, or a list
/// of these.
final class CallExpression {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*+");
    private static final Pattern NUMBER = Pattern.compile(
            "-?+(?:0|[1-9][0-9]{0,999}+)(\\.[0-9]{1,999}+)?+([eE][+-]?+[0-9]{1,9}+)?+(?![0-9A-Za-z_.])");

    private final String text;
    private final List<Parameter> parameters;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private final Set<String> given = new HashSet<>();
    private int at;

    private CallExpression(String text, FunctionSignature function) {
        this.text = text;
        this.parameters = function.parameters();
    }

    /// @param text begins with `(`
    /// @return the values by name, those of unknown parameters too
    static Map<String, @Nullable Object> read(String text, FunctionSignature function) throws Unfit {
        CallExpression expression = new CallExpression(text, function);
        expression.read();
        return expression.values;
    }

    private void read() throws Unfit {
        at = 1;
        if (!accept(')')) {
            boolean named = false;
            int position = 0;
            do {
                String name = name();
                if (name.isEmpty() && named) {
                    throw new Unfit("a value without a name stands after one with a name" + where());
                }
                named = !name.isEmpty();
                give(named ? name : positional(position++));
            } while (accept(','));
            expect(')');
        }
        skipWhite();
        if (at < text.length()) {
            throw new Unfit("there is text after the closing parenthesis" + where());
        }
    }

    private String positional(int position) throws Unfit {
        if (position >= parameters.size()) {
            throw new Unfit("value " + (position + 1) + " is one too many; there "
                    + (parameters.size() == 1 ? "is 1 parameter" : "are " + parameters.size() + " parameters"));
        }
        return parameters.get(position).name();
    }

    private void give(String name) throws Unfit {
        if (!given.add(name)) {
            throw new Unfit('"' + name + "\" is given twice");
        }
        values.put(name, value(name));
    }

    /// @return empty where the next value has no name
    private String name() {
        skipWhite();
        int start = at;
        Matcher word = WORD.matcher(text).region(at, text.length());
        if (word.lookingAt()) {
            at = word.end();
            if (accept('=')) {
                return word.group();
            }
        }
        at = start;
        return "";
    }

    private @Nullable Object value(String name) throws Unfit {
        skipWhite();
        if (at >= text.length()) {
            throw new Unfit("the call expression ends early, in \"" + name + '"');
        }
        char c = text.charAt(at);
        if (c == '"' || c == '\'') {
            return string(name);
        }
        if (c == '[') {
            return list(name);
        }
        return c == '-' || (c >= '0' && c <= '9') ? number(name) : word(name);
    }

    private List<Object> list(String name) throws Unfit {
        at++;
        List<Object> list = new ArrayList<>();
        if (!accept(']')) {
            do {
                skipWhite();
                if (at < text.length() && text.charAt(at) == '[') {
                    throw new Unfit('"' + name + "\" has a list within a list" + where());
                }
                Object value = value(name);
                list.add(value == null ? new JsonArguments.Other("null") : value);
            } while (accept(','));
            expect(']');
        }
        return list;
    }

    private Object number(String name) throws Unfit {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw new Unfit('"' + name + "\" is not a valid number" + where());
        }
        at = number.end();
        if (number.group(1) != null || number.group(2) != null) {
            return Double.valueOf(number.group());
        }
        try {
            return Long.valueOf(number.group());
        } catch (NumberFormatException large) {
            return new JsonArguments.Other("too large a number");
        }
    }

    private @Nullable Object word(String name) throws Unfit {
        Matcher word = WORD.matcher(text).region(at, text.length());
        String found = word.lookingAt() ? word.group() : "";
        at += found.length();
        return switch (found) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> {
                at -= found.length();
                throw new Unfit('"' + name + "\" is no string, number, true, false, null or list" + where());
            }
        };
    }

    private String string(String name) throws Unfit {
        char quote = text.charAt(at++);
        StringBuilder string = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return string.toString();
            }
            if (c < ' ') {
                throw new Unfit('"' + name + "\" has a control character or line end in its string" + where());
            }
            string.append(c == '\\' ? escaped(name) : c);
        }
        throw new Unfit("the call expression ends early, in the string of \"" + name + '"');
    }

    private char escaped(String name) throws Unfit {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        return switch (c) {
            case '"', '\'', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode(name);
            default -> throw new Unfit('"' + name + "\" has an unknown escape in its string" + where());
        };
    }

    private char unicode(String name) throws Unfit {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = at < text.length() ? text.charAt(at++) : ' ';
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw new Unfit('"' + name + "\" has a wrong \\u escape in its string" + where());
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private boolean accept(char c) {
        skipWhite();
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) throws Unfit {
        if (!accept(c)) {
            throw new Unfit(
                    at < text.length()
                            ? "'" + c + "' or ',' is wanted" + where()
                            : "the call expression ends early, before its '" + c + "'");
        }
    }

    private void skipWhite() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private String where() {
        return " (character " + (at + 1) + " of the body)";
    }
}
