package dev.tomo.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program of the tests' class path in a Java of its own. What it prints goes to a file, so that it never waits for
/// anyone to read, and a kill keeps what it printed.
record ChildProgram(Process process, Path output) {

    static ChildProgram start(Class<?> program, String... arguments) throws IOException {
        return started(command(program, arguments));
    }

    /// Starts a program after a command of the shell that sets its limits.
    static ChildProgram startWithin(String limit, Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", limit + " && exec \"$@\"", "sh"));
        command.addAll(command(program, arguments));
        return started(command);
    }

    private static ChildProgram started(List<String> command) throws IOException {
        Path output = Files.createTempFile("child", ".txt");
        output.toFile().deleteOnExit();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(output.toFile())
                .start();
        return new ChildProgram(process, output);
    }

    private static List<String> command(Class<?> program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /// Waits for the program's end.
    ///
    /// @return the lines it has written wholly; one that a kill cut off is none
    List<String> lines() throws IOException, InterruptedException {
        process.waitFor();
        String written = Files.readString(output);
        return written.substring(0, written.lastIndexOf('\n') + 1).lines().toList();
    }
}
