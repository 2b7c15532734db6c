package dev.tomo.wire;

import dev.tomo.message.Recipient;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The tools a model can address, and nothing else of them: who a written name means.
///
/// @param tools in the order the model reads about them
public record Toolset(List<ToolSignature> tools) {
    /// The name that means everyone in every variant of `to-line`; no tool can have it.
    static final String EVERYONE = "user";

    private static final String PREFIX = "functions";

    /// @throws IllegalArgumentException when two tools share a name, ignoring case, or one is called `user`
    public Toolset {
        tools = List.copyOf(tools);
        Set<String> names = new HashSet<>();
        for (ToolSignature tool : tools) {
            if (sameName(tool.name(), EVERYONE)) {
                throw new IllegalArgumentException("no tool can be called '" + tool.name() + "': that is the person");
            }
            if (!names.add(tool.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("two tools are called '" + tool.name() + "'");
            }
        }
    }

    /// Finds whom a name means, ignoring the case of ASCII letters. `functions.python` is `python` where no tool is
    /// called `functions`.
    ///
    /// @return the recipient in its registered spelling; empty where no tool answers to the name, as for the
    ///     bare name of a tool that has functions
    public Optional<Recipient> resolve(String written) {
        String name = withoutPrefix(written);
        return tools.stream()
                .flatMap(tool -> tool.recipients().stream())
                .filter(recipient -> sameName(recipient, name))
                .findFirst()
                .map(Recipient::new);
    }

    /// The tool that a resolved recipient belongs to.
    ///
    /// @return empty where no such tool is registered
    public Optional<ToolSignature> tool(Recipient recipient) {
        return resolve(recipient.name())
                .flatMap(known -> tools.stream()
                        .filter(tool -> sameName(tool.name(), known.tool()))
                        .findFirst());
    }

    /// The function that a resolved recipient names.
    ///
    /// @return empty for a tool without functions, and where no such tool is registered
    public Optional<FunctionSignature> function(Recipient recipient) {
        return resolve(recipient.name())
                .flatMap(Recipient::function)
                .flatMap(name -> tool(recipient).stream()
                        .flatMap(tool -> tool.functions().stream())
                        .filter(function -> function.name().equals(name))
                        .findFirst());
    }

    /// Everything that can be addressed, in order: what an error message offers.
    public List<String> recipients() {
        return tools.stream().flatMap(tool -> tool.recipients().stream()).toList();
    }

    /// Whether a name means the person.
    boolean isEveryone(String written) {
        return sameName(withoutPrefix(written), EVERYONE);
    }

    /// Whether the first part of a name is the prefix that means nothing.
    boolean isPrefix(String part) {
        return sameName(part, PREFIX) && tools.stream().noneMatch(tool -> sameName(tool.name(), PREFIX));
    }

    private String withoutPrefix(String written) {
        int dot = written.indexOf('.');
        return dot > 0 && isPrefix(written.substring(0, dot)) ? written.substring(dot + 1) : written;
    }

    /// `equalsIgnoreCase` would take a Kelvin sign for a k.
    private static boolean sameName(String one, String other) {
        if (one.length() != other.length()) {
            return false;
        }
        for (int i = 0; i < one.length(); i++) {
            if (lower(one.charAt(i)) != lower(other.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
    }
}
