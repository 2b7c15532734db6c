package dev.tomo.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Reads the secret for a server at the moment it is needed; it is kept nowhere.
///
/// @param environment the program's own variables
record Keys(Map<String, String> environment) {
    private static final int COMMAND_SECONDS = 30;

    /// There is no key where it should be, said in a line for the person.
    static final class NoKeyException extends Exception {
        private static final long serialVersionUID = 1;

        private final String line;

        NoKeyException(String line) {
            super(line);
            this.line = line;
        }

        String line() {
            return line;
        }
    }

    String read(ModelSpec.Key key) throws NoKeyException, InterruptedException {
        return switch (key) {
            case ModelSpec.Key.Environment(var variable) -> checked(environment.getOrDefault(variable, ""), variable);
            case ModelSpec.Key.Command command -> checked(run(command), "the output of '" + name(command) + "'");
        };
    }

    private static String checked(String value, String where) throws NoKeyException {
        var key = value.strip();
        if (key.isEmpty()) {
            throw new NoKeyException("no key for the model: %s is empty; put it there".formatted(where));
        }
        if (!key.chars().allMatch(it -> it > ' ' && it < 0x7f)) {
            throw new NoKeyException("the key in %s has characters that no key has; check it".formatted(where));
        }
        return key;
    }

    private static String run(ModelSpec.Key.Command command) throws NoKeyException, InterruptedException {
        try {
            var process = new ProcessBuilder(command.command())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return output(process, command);
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new NoKeyException("cannot run '%s', which should print the model's key".formatted(name(command)));
        }
    }

    private static String output(Process process, ModelSpec.Key.Command command)
            throws IOException, NoKeyException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
            throw new NoKeyException(
                    "'%s' did not print the model's key within %d s".formatted(name(command), COMMAND_SECONDS));
        }
        if (process.exitValue() != 0) {
            throw new NoKeyException("'%s', which should print the model's key, ended with status %d"
                    .formatted(name(command), process.exitValue()));
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String name(ModelSpec.Key.Command command) {
        return command.command().getFirst();
    }
}
