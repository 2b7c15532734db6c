package dev.tomo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jline.terminal.Size;
import org.jline.terminal.impl.jni.JniNativePty;
import org.jline.terminal.impl.jni.JniTerminalProvider;

/// A [TrainingSession] in a terminal of its own, with a [PracticeServer] for a model and a home that is gone
/// afterwards. The JVM that runs it writes down which classes it loaded and linked.
final class Training {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /// What stands in the terminal before anybody asks for it.
    private static final String TYPED = "Hello!\r/tools\r/quit\r";

    private final Program program;
    private final Path prompts;

    /// @param prompts the folder that the session's prompts come from
    Training(Program program, Path prompts) {
        this.program = program;
        this.prompts = prompts;
    }

    /// Runs the session.
    ///
    /// @param classCache is written
    /// @param log takes what the session and the JVM say
    /// @return whether the class cache can be used
    /// @throws IOException when this system has no terminal to offer, or no room
    boolean run(Path classCache, Path log) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("tomo-training-");
        try (PracticeServer server = new PracticeServer();
                JniNativePty terminal = (JniNativePty) new JniTerminalProvider().open(null, Size.of(80, 24))) {
            furnish(home, server);
            Process session = start(home, server, terminal, classCache);
            Thread reader = Thread.ofPlatform().daemon().start(() -> copy(terminal.getMasterInput(), log));
            type(terminal.getMasterOutput());
            boolean ended = session.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
            session.destroyForcibly().waitFor();
            reader.interrupt();
            return ended && session.exitValue() == 0 && Files.size(classCache) > 0;
        } finally {
            remove(home);
        }
    }

    private void furnish(Path home, PracticeServer server) throws IOException {
        Files.createSymbolicLink(home.resolve("prompts"), prompts.toAbsolutePath());
        Files.writeString(home.resolve(Config.FILE), """
                model = "practice"

                [models.practice]
                url = "%s"
                name = "%s"
                small = true
                """.formatted(server.url(), PracticeServer.MODEL));
    }

    private Process start(Path home, PracticeServer server, JniNativePty terminal, Path classCache) throws IOException {
        Path device = Path.of(terminal.getName());
        List<String> command = program.command(List.of("-XX:AOTCacheOutput=" + classCache), TrainingSession.class);
        command.add(server.url() + "#" + PracticeServer.MODEL);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(device.toFile())
                .redirectOutput(device.toFile())
                .redirectError(device.toFile());
        builder.environment().keySet().removeAll(List.of(ModelChoice.KEY_VARIABLE, "NO_COLOR"));
        builder.environment().putAll(Map.of("TOMO_HOME", home.toString(), "TERM", "xterm-256color"));
        return builder.start();
    }

    private static void type(OutputStream keyboard) throws IOException {
        keyboard.write(TYPED.getBytes(UTF_8));
        keyboard.flush();
    }

    private static void copy(InputStream from, Path log) {
        try (OutputStream to = Files.newOutputStream(log)) {
            from.transferTo(to);
        } catch (IOException e) {
            // A terminal that nobody holds any more says so in this way.
        }
    }

    private static void remove(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
