package dev.tomo.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/// The program as it stands in a directory, and how it is started from there.
///
/// @param jdk the home of the JDK that runs it
/// @param directory holds `tomo.jar`, `lib/`, `native/` and, once it was trained, `tomo.aot`
record Program(Path jdk, Path directory) {
    /// A chat waits for people and servers: compiling fully or collecting in parallel costs more than it brings.
    /// A cache that does not fit is a slower start, never a line on the screen.
    static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xlog:disable",
            "--enable-native-access=ALL-UNNAMED",
            "-Dorg.jline.terminal.provider=jni",
            "-Dorg.jline.terminal.graphemeCluster=false");

    Path jar() {
        return directory.resolve("tomo.jar");
    }

    /// Where the loaded and linked classes are kept; absent until the program was trained.
    Path classCache() {
        return directory.resolve("tomo.aot");
    }

    /// The whole command, as a list of words, without the program's own arguments.
    ///
    /// @param cacheOption what to do with the class cache; may be empty
    List<String> command(List<String> cacheOption, Class<?> main) throws IOException {
        List<String> words = new ArrayList<>(List.of(jdk.resolve("bin/java").toString()));
        words.addAll(cacheOption);
        words.addAll(OPTIONS);
        words.addAll(NativeLibraries.options(directory.resolve("native")));
        words.add("-cp");
        words.add(classPath(jar()).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        words.add(main.getName());
        return words;
    }

    /// What `tomo` reads: the files whose absence or change calls for another installation, and how to start.
    String launchScript() throws IOException {
        boolean trained = Files.exists(classCache());
        List<String> cacheOption = trained ? List.of("-XX:AOTCache=" + classCache()) : List.of();
        return """
                # Written at the end of the build, read by ./tomo.
                launch_jdk_release=%s
                launch_made_for=%s
                launch_needs=%s
                launch() {
                    exec %s "$@"
                }
                """.formatted(
                quoted(jdk.resolve("release").toString()),
                quoted(directory.resolve("release").toString()),
                quoted((trained ? classCache() : jar()).toString()),
                command(cacheOption, Main.class).stream().map(Program::quoted).collect(Collectors.joining(" ")));
    }

    /// The jar and its libraries, in the order of its manifest.
    static List<Path> classPath(Path jar) throws IOException {
        List<Path> paths = new ArrayList<>(List.of(jar));
        libraries(jar).forEach(library -> paths.add(jar.resolveSibling(library)));
        return paths;
    }

    /// Where the manifest says the libraries are, seen from the jar's directory.
    static List<String> libraries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return List.of(file.getManifest()
                    .getMainAttributes()
                    .getValue(Attributes.Name.CLASS_PATH)
                    .split(" "));
        }
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
