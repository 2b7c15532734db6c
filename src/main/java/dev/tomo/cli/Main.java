package dev.tomo.cli;

import dev.tomo.model.CacheDirectory;
import dev.tomo.terminal.Standard;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where the program starts. What a chat needs is read here without a library; the commands have one.
final class Main {
    private static final Set<String> COMMANDS =
            Set.of("memory", "prompt", "tools", "models", "sessions", "call", "conformance", "cache");

    private Main() {}

    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        if (words.equals(List.of("--version"))) {
            System.out.println("tomo " + version());
            return;
        }
        Surroundings surroundings = surroundings(System.getenv());
        boolean command = !words.isEmpty() && COMMANDS.contains(words.getFirst());
        if (!command && (words.contains("--help") || words.contains("-h") || words.equals(List.of("help")))) {
            surroundings.out().print(Arguments.USAGE);
            return;
        }
        boolean debug = words.contains("--debug");
        int status = run(words, surroundings, debug);
        surroundings.out().flush();
        surroundings.err().flush();
        // Not a return: threads that wait for a server must not keep the program alive.
        System.exit(status);
    }

    /// @return the exit status
    static int run(List<String> words, Surroundings surroundings, boolean debug) {
        try {
            if (!words.isEmpty() && COMMANDS.contains(words.getFirst())) {
                return Commands.run(words, surroundings);
            }
            return chat(Arguments.parse(words), surroundings);
        } catch (IOException | RuntimeException e) {
            return Failure.report(e, surroundings.err(), debug);
        }
    }

    private static int chat(Arguments arguments, Surroundings surroundings) throws IOException {
        try (App app = new App(surroundings, arguments.temporary())) {
            boolean once = !arguments.question().isBlank() || !surroundings.interactive();
            return once ? new OneShot(app, arguments).run() : new ChatCommand(app, arguments).run();
        }
    }

    static Surroundings surroundings(Map<String, String> environment) {
        Path home = Path.of(environment.getOrDefault("TOMO_HOME", "."))
                .toAbsolutePath()
                .normalize();
        Path user = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        return new Surroundings(
                home,
                CacheDirectory.of(environment, user),
                environment,
                Clock.system(ZoneId.systemDefault()),
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                Standard.INPUT.isTerminal());
    }

    /// Text is UTF-8 wherever it goes, also where nobody told this machine its language.
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }
}
