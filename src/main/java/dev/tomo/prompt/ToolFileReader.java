package dev.tomo.prompt;

import dev.tomo.prompt.FrontMatter.Value;
import dev.tomo.prompt.FrontMatter.Wrong;
import dev.tomo.wire.FunctionSignature;
import dev.tomo.wire.Parameter;
import dev.tomo.wire.ToolSignature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads tool descriptions; everything a file may say is decided here.
final class ToolFileReader {
    private static final Set<String> KEYS =
            Set.of("run", "command", "functions", "timeout", "confirm", "taints", "body", "starts", "examples");
    private static final Set<String> COMPACT_KEYS = Set.of("functions", "starts", "examples");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,127}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})(ms|s|m|h)");
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    /// The name every dialect uses for the person; no tool can have it.
    private static final String USER = "user";

    private final List<Path> searchPath;

    /// @param searchPath where programs without a slash in their name are looked for
    ToolFileReader(List<Path> searchPath) {
        this.searchPath = List.copyOf(searchPath);
    }

    ToolFile read(Path file, String content) throws Wrong {
        String name = nameOf(file);
        FrontMatter front = FrontMatter.read(file, content);
        front.allow(KEYS);
        if (front.body().isEmpty()) {
            throw FrontMatter.wrong(
                    file, 1, 1, "expected a text for the model below the front matter but there is none");
        }
        ToolSignature signature =
                signature(name, front, new ToolSignature(name, List.of(), ToolSignature.Body.TEXT, List.of()));
        ToolFile.Run run = run(file, front);
        return new ToolFile(
                file,
                signature,
                run,
                timeout(front),
                confirm(front, run),
                front.has("taints") && front.get("taints").orElseThrow().bool(),
                examples(front, signature),
                front.body());
    }

    /// Reads what a compact file says instead of the full one.
    ToolFile restate(ToolFile full, Path file, String content) throws Wrong {
        FrontMatter front = FrontMatter.read(file, content);
        front.allow(COMPACT_KEYS);
        ToolSignature signature = signature(full.name(), front, full.signature());
        List<ToolExample> examples = front.has("examples") ? examples(front, signature) : full.examples();
        return full.with(signature, examples, front.body().isEmpty() ? full.text() : front.body());
    }

    /// Reads a text with examples of answers and nothing to call.
    List<ToolExample> answers(Path file, String content) throws Wrong {
        FrontMatter front = FrontMatter.read(file, content);
        front.allow(Set.of("examples"));
        ToolSignature nobody = new ToolSignature(USER, List.of(), ToolSignature.Body.TEXT, List.of());
        return examples(front, nobody);
    }

    private static String nameOf(Path file) throws Wrong {
        String fileName = String.valueOf(file.getFileName());
        String name = fileName.substring(0, fileName.length() - ".md".length());
        if (!NAME.matcher(name).matches() || name.equalsIgnoreCase(USER)) {
            throw FrontMatter.wrong(
                    file,
                    1,
                    1,
                    "expected a file name that is a letter, then letters, digits or '_', and not 'user', but was '"
                            + name + "'");
        }
        return name;
    }

    private static ToolSignature signature(String name, FrontMatter front, ToolSignature fallback) throws Wrong {
        Optional<Value> functions = front.get("functions");
        Optional<Value> body = front.get("body");
        Optional<Value> starts = front.get("starts");
        return new ToolSignature(
                name,
                functions.isPresent() ? functions(functions.get()) : fallback.functions(),
                body.isPresent() ? body(body.get()) : fallback.body(),
                starts.isPresent() ? starts.get().texts() : fallback.starts());
    }

    private static ToolSignature.Body body(Value value) throws Wrong {
        return switch (value.text()) {
            case "text" -> ToolSignature.Body.TEXT;
            case "paragraph" -> ToolSignature.Body.PARAGRAPH;
            default -> throw value.wrong("expected text or paragraph but was '" + value.text() + "'");
        };
    }

    private static List<FunctionSignature> functions(Value value) throws Wrong {
        List<FunctionSignature> functions = new ArrayList<>();
        for (Map.Entry<String, Value> entry : value.map().entrySet()) {
            requireName(entry.getKey(), entry.getValue());
            List<Parameter> parameters = new ArrayList<>();
            for (Map.Entry<String, Value> parameter : entry.getValue().map().entrySet()) {
                requireName(parameter.getKey(), parameter.getValue());
                parameters.add(parameter(parameter.getKey(), parameter.getValue()));
            }
            functions.add(new FunctionSignature(entry.getKey(), parameters));
        }
        if (functions.isEmpty()) {
            throw value.wrong("expected at least one function");
        }
        return functions;
    }

    private static void requireName(String name, Value at) throws Wrong {
        if (!NAME.matcher(name).matches()) {
            throw at.wrong(
                    "expected a name of letters, digits and '_' that begins with a letter but was '" + name + "'");
        }
    }

    private static Parameter parameter(String name, Value value) throws Wrong {
        String written = value.text();
        boolean optional = written.endsWith("?");
        Parameter.Type type = switch (optional ? written.substring(0, written.length() - 1) : written) {
            case "string" -> Parameter.Type.STRING;
            case "integer" -> Parameter.Type.INTEGER;
            case "number" -> Parameter.Type.NUMBER;
            case "boolean" -> Parameter.Type.BOOLEAN;
            case "string[]" -> Parameter.Type.STRINGS;
            case "integer[]" -> Parameter.Type.INTEGERS;
            default ->
                throw value.wrong("expected string, integer, number, boolean, string[] or integer[], with '?' where it"
                        + " may be left out, but was '" + written + "'");
        };
        return new Parameter(name, type, !optional);
    }

    private ToolFile.Run run(Path file, FrontMatter front) throws Wrong {
        Optional<Value> run = front.get("run");
        if (run.isEmpty()) {
            throw FrontMatter.wrong(
                    file, 1, 1, "expected 'run: builtin', 'run: none' or 'run: command' but there is no 'run'");
        }
        boolean isCommand = run.get().text().equals("command");
        if (!isCommand && front.has("command")) {
            throw front.get("command").orElseThrow().wrong("stands only with 'run: command'");
        }
        return switch (run.get().text()) {
            case "builtin" -> new ToolFile.Run.Builtin();
            case "none" -> new ToolFile.Run.None();
            case "command" -> new ToolFile.Run.Command(command(file, front, run.get()));
            default ->
                throw run.get()
                        .wrong("expected builtin, none or command but was '"
                                + run.get().text() + "'");
        };
    }

    private List<String> command(Path file, FrontMatter front, Value run) throws Wrong {
        Optional<Value> value = front.get("command");
        if (value.isEmpty()) {
            throw run.wrong("'run: command' needs 'command: [program, argument, …]'");
        }
        List<String> command = new ArrayList<>(value.get().texts());
        if (command.isEmpty() || command.getFirst().isBlank()) {
            throw value.get().wrong("expected a program and its arguments but the list is empty");
        }
        String program = command.getFirst();
        Optional<Path> found = executable(file, program);
        if (found.isEmpty()) {
            throw value.get().wrong("no executable '" + program + "'" + (program.contains("/") ? "" : " on the PATH"));
        }
        command.set(0, found.get().toString());
        return command;
    }

    /// A program named with a slash is looked for from the directory of its file, others on the search path.
    private Optional<Path> executable(Path file, String program) {
        List<Path> candidates = program.contains("/")
                ? List.of(file.toAbsolutePath().resolveSibling(program).normalize())
                : searchPath.stream()
                        .map(directory -> directory.resolve(program))
                        .toList();
        return candidates.stream()
                .filter(path -> Files.isRegularFile(path) && Files.isExecutable(path))
                .findFirst();
    }

    private static Duration timeout(FrontMatter front) throws Wrong {
        Optional<Value> value = front.get("timeout");
        if (value.isEmpty()) {
            return DEFAULT_TIMEOUT;
        }
        Matcher matcher = DURATION.matcher(value.get().text());
        if (!matcher.matches()) {
            throw value.get()
                    .wrong("expected a time such as 500ms, 60s or 5m but was '"
                            + value.get().text() + "'");
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration timeout = switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
        if (timeout.isZero()) {
            throw value.get().wrong("expected more than no time at all");
        }
        return timeout;
    }

    private static ToolFile.Confirm confirm(FrontMatter front, ToolFile.Run run) throws Wrong {
        Optional<Value> value = front.get("confirm");
        if (value.isEmpty()) {
            return run instanceof ToolFile.Run.Command ? ToolFile.Confirm.ALWAYS : ToolFile.Confirm.NEVER;
        }
        return switch (value.get().text()) {
            case "never" -> ToolFile.Confirm.NEVER;
            case "once" -> ToolFile.Confirm.ONCE;
            case "always" -> ToolFile.Confirm.ALWAYS;
            default ->
                throw value.get()
                        .wrong("expected never, once or always but was '"
                                + value.get().text() + "'");
        };
    }

    private static List<ToolExample> examples(FrontMatter front, ToolSignature signature) throws Wrong {
        Optional<Value> value = front.get("examples");
        if (value.isEmpty()) {
            return List.of();
        }
        List<ToolExample> examples = new ArrayList<>();
        for (Value item : value.get().list()) {
            examples.add(example(item, signature));
        }
        return examples;
    }

    private static ToolExample example(Value item, ToolSignature signature) throws Wrong {
        Map<String, Value> fields = item.map();
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            if (!Set.of("user", "function", "body", "result", "answer").contains(field.getKey())) {
                throw field.getValue().wrong("unknown; an example has user, function, body, result and answer");
            }
        }
        String user = required(item, fields, "user");
        String answer = required(item, fields, "answer");
        if (!fields.containsKey("body")) {
            return new ToolExample(user, Optional.empty(), answer);
        }
        String body = required(item, fields, "body");
        String result = required(item, fields, "result");
        return new ToolExample(
                user, Optional.of(new ToolExample.Call(recipient(fields, signature), body, result)), answer);
    }

    private static String required(Value item, Map<String, Value> fields, String name) throws Wrong {
        Value value = fields.get(name);
        if (value == null || value.text().isBlank()) {
            throw item.wrong("expected '" + name + "' in the example");
        }
        return value.text();
    }

    private static String recipient(Map<String, Value> fields, ToolSignature signature) throws Wrong {
        Value function = fields.get("function");
        if (function == null) {
            return signature.recipients().getFirst();
        }
        String recipient = signature.name() + "." + function.text();
        if (!signature.recipients().contains(recipient)) {
            throw function.wrong(
                    "no function '" + function.text() + "'; there are: " + String.join(", ", signature.recipients()));
        }
        return recipient;
    }
}
