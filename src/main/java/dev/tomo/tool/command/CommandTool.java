package dev.tomo.tool.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tomo.tool.Tool;
import dev.tomo.tool.ToolCall;
import dev.tomo.tool.ToolResult;
import dev.tomo.wire.ToolSignature;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Runs a program. Arguments of a function go to its standard input as one JSON object, the body of a tool without
/// functions as it is; where the command contains `{name}` (or `{body}`, or `{function}`), the value is put there and
/// standard input is empty. Standard output is the result; a non-zero exit is a failure with its standard error.
/// No shell is involved, and of the environment only what programs need to start is handed on.
public final class CommandTool implements Tool {
    /// Of a longer output, the first and the last half of this many characters are kept.
    static final int MAX_OUTPUT = 20_000;

    private static final int MAX_ERROR = 4_000;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]*)}");
    private static final List<String> KEPT_VARIABLES =
            List.of("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "USER");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ToolSignature signature;
    private final List<String> command;
    private final Path directory;
    private final Map<String, String> environment;

    /// @param command an absolute program and its arguments
    /// @param directory where it runs
    /// @param environment of which only the variables that every program needs are handed on
    public CommandTool(ToolSignature signature, List<String> command, Path directory, Map<String, String> environment) {
        this.signature = signature;
        this.command = List.copyOf(command);
        this.directory = directory;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public ToolSignature signature() {
        return signature;
    }

    @Override
    public ToolResult run(ToolCall call) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(arguments(call)).directory(directory.toFile());
        builder.environment().keySet().retainAll(KEPT_VARIABLES);
        KEPT_VARIABLES.forEach(name -> {
            String value = environment.get(name);
            if (value != null) {
                builder.environment().put(name, value);
            }
        });
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return ToolResult.failed(signature.name() + " could not be started: " + e.getMessage());
        }
        try {
            return finish(process, input(call));
        } finally {
            end(process);
        }
    }

    private List<String> arguments(ToolCall call) {
        List<String> filled = new ArrayList<>();
        for (String argument : command) {
            filled.add(PLACEHOLDER
                    .matcher(argument)
                    .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), match.group(), call))));
        }
        return filled;
    }

    /// A parameter that was left out is empty; what is no parameter stays as it is written.
    private String value(String name, String written, ToolCall call) {
        Object value = call.arguments().get(name);
        if (value != null) {
            return value instanceof String text ? text : json(value);
        }
        return switch (name) {
            case "body" -> call.body();
            case "function" -> call.recipient().function().orElse("");
            default -> declared(name, call) ? "" : written;
        };
    }

    private boolean declared(String name, ToolCall call) {
        return signature.functions().stream()
                .filter(function -> call.recipient()
                        .function()
                        .filter(function.name()::equals)
                        .isPresent())
                .flatMap(function -> function.parameters().stream())
                .anyMatch(parameter -> parameter.name().equals(name));
    }

    private String input(ToolCall call) {
        boolean placed = command.stream()
                .anyMatch(argument -> PLACEHOLDER
                        .matcher(argument)
                        .results()
                        .anyMatch(match ->
                                !value(match.group(1), match.group(), call).equals(match.group())));
        if (placed) {
            return "";
        }
        return signature.functions().isEmpty() ? call.body() : json(call.arguments());
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("expected plain values but was " + value, e);
        }
    }

    private ToolResult finish(Process process, String input) throws InterruptedException {
        CompletableFuture<String> output = reading(process.getInputStream(), MAX_OUTPUT);
        CompletableFuture<String> error = reading(process.getErrorStream(), MAX_ERROR);
        onThread("input", () -> write(process, input));
        int exit = process.waitFor();
        try {
            if (exit == 0) {
                String text = output.get();
                return ToolResult.ok(text.isBlank() ? "(no output)" : text);
            }
            String why = error.get().isBlank() ? output.get() : error.get();
            return ToolResult.failed(
                    signature.name() + " ended with exit status " + exit + (why.isBlank() ? "" : ": " + why));
        } catch (ExecutionException e) {
            return ToolResult.failed(signature.name() + " could not be read: " + e.getCause());
        }
    }

    private CompletableFuture<String> reading(java.io.InputStream stream, int limit) {
        CompletableFuture<String> text = new CompletableFuture<>();
        onThread("output", () -> {
            try (stream) {
                text.complete(new CappedText(limit).read(stream));
            } catch (IOException e) {
                text.completeExceptionally(e);
            }
        });
        return text;
    }

    /// Not a virtual thread: a pipe holds on to its carrier, of which there are as few as cores, and a program that
    /// waits
    /// for its input while both its outputs are read would wait for ever.
    private void onThread(String what, Runnable work) {
        Thread.ofPlatform().daemon().name(signature.name() + "-" + what).start(work);
    }

    /// A program that does not read its input closes it early; that is its right.
    private static void write(Process process, String input) {
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException ignoredClosedEarly) {
            return;
        }
    }

    /// Leaves nothing behind, however the call ended: children first, while they can still be found.
    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
