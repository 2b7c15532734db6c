package dev.tomo.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The program as it was built, in a home of its own: nothing of the person who runs the tests is read or written.
///
/// @param home holds `prompts/`, as in the checkout, and what the program writes
/// @param model the server that is asked
public record BuiltTomo(Path home, URI model) {
    /// @param directory empty; everything happens below it
    public static BuiltTomo in(Path directory, URI model) {
        Path prompts = Path.of(System.getProperty("tomo.checkout"), "prompts");
        try (Stream<Path> files = Files.walk(prompts)) {
            for (Path file : files.toList()) {
                Path copy = directory.resolve("prompts").resolve(prompts.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
            return new BuiltTomo(directory, model);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Adds a tool, or replaces one.
    ///
    /// @param text the whole file
    public BuiltTomo withTool(String name, String text) {
        try {
            Files.writeString(home.resolve("prompts/tools/" + name + ".md"), text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The command line.
    public List<String> command(String... arguments) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                System.getProperty("tomo.jar")));
        words.addAll(List.of("--model", model + "#" + ScriptedModelServer.MODEL));
        words.addAll(List.of(arguments));
        return words;
    }

    /// What has to stand in the environment.
    public Map<String, String> environment() {
        return Map.of(
                "TOMO_HOME", home.toString(),
                "HOME", home.toString(),
                "XDG_CACHE_HOME", home.resolve("cache").toString(),
                "PATH", System.getenv("PATH"),
                "LANG", "C.UTF-8",
                "TERM", "xterm-256color");
    }

    /// Which of these texts are nowhere in [#kept].
    public List<String> notKept(String... texts) {
        String kept = kept();
        return Stream.of(texts).filter(text -> !kept.contains(text)).toList();
    }

    /// Everything that is on disk in `memory/`, byte for byte, read as Latin-1.
    public String kept() {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(home.resolve("memory"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
