package dev.tomo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.model.CacheDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Installs the built program for real, once, into a cache with an awkward name.
@Tag("launcher")
class InstallationTest {
    private static final Path JDK = Path.of(System.getProperty("java.home"));
    private static final Path JAR = Path.of(System.getProperty("tomo.jar", "target/tomo.jar"));
    private static final Path PROMPTS =
            Path.of(System.getProperty("tomo.checkout", ".")).resolve("prompts");
    private static final FileTime BEGUN = FileTime.from(Instant.parse("2026-03-01T12:00:00Z"));

    @TempDir
    private static Path directory;

    private static Path cache = Path.of("");
    private static Path launch = Path.of("");

    @BeforeAll
    static void install() throws Exception {
        cache = directory.resolve("someone's cache");
        launch = install(directory.resolve("launch"), Clock.systemUTC());
        String log = Files.readString(program().resolve("training.log"));
        assertThat(program().resolve("tomo.aot")).as(log).exists();
    }

    private static Path install(Path launchFile, Clock clock) throws Exception {
        Files.writeString(launchFile, "");
        Files.setLastModifiedTime(launchFile, BEGUN);
        new Installation(new CacheDirectory(cache), JDK, clock).install(JAR, PROMPTS, launchFile);
        return launchFile;
    }

    private static Path program() throws IOException {
        try (Stream<Path> programs = Files.list(cache.resolve("app"))) {
            return programs.filter(each -> Files.exists(each.resolve("tomo.jar")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// What the started program and the JVM print.
    private static String start(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("sh", "-c", ". \"$0\"; launch \"$@\"", launch.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static String version() throws IOException, InterruptedException {
        return start(Map.of(), "--version");
    }

    @Test
    void startsFromTheCacheWithoutAWordOfTheJvm() throws Exception {
        assertThat(version()).matches("tomo \\d.*\\n");
        assertThat(Files.readString(launch)).doesNotContain(JAR.toString());
    }

    @Test
    void whatAnAnswerNeedsComesFromTheClassCache() throws Exception {
        Path classes = directory.resolve("classes.txt");
        Path home = Files.createDirectory(directory.resolve("home"));
        Files.createSymbolicLink(home.resolve("prompts"), PROMPTS.toAbsolutePath());
        try (PracticeServer server = new PracticeServer()) {
            Map<String, String> environment =
                    Map.of("TOMO_HOME", home.toString(), "_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes);
            String model = server.url() + "#" + PracticeServer.MODEL;
            assertThat(start(environment, "--temporary", "--model", model, "Hello!"))
                    .contains("Here is **one**:");
        }

        List<String> ours = Files.readAllLines(classes).stream()
                .filter(line -> line.contains("] dev.tomo.") && !line.contains("$$"))
                .toList();
        assertThat(ours).anyMatch(line -> line.contains("dev.tomo.model.OpenAiModel "));
        assertThat(ours)
                .filteredOn(line -> line.contains("shared objects file"))
                .hasSizeGreaterThan(ours.size() * 9 / 10);
    }

    @Test
    void launchFileKeepsTheTimeOfTheBuild() throws Exception {
        assertThat(Files.getLastModifiedTime(launch)).isEqualTo(BEGUN);
    }

    @Test
    void anotherCheckoutOfTheSameSourcesFindsEverythingReady() throws Exception {
        FileTime trained = Files.getLastModifiedTime(program().resolve("tomo.aot"));
        Path other = install(directory.resolve("other"), Clock.systemUTC());

        assertThat(other).hasSameTextualContentAs(launch);
        assertThat(Files.getLastModifiedTime(program().resolve("tomo.aot"))).isEqualTo(trained);
    }

    @Test
    void nativeLibrariesAreUnpacked() throws Exception {
        assertThat(Files.readString(launch)).contains("-Dorg.sqlite.lib.path=", "-Dlibrary.jline.path=");
        assertThat(program().resolve("native/sqlite")).isNotEmptyDirectory();
        assertThat(program().resolve("native/jline")).isNotEmptyDirectory();
    }

    @Test
    void brokenClassCacheIsASlowerStartAndNothingElse() throws Exception {
        Path trained = program().resolve("tomo.aot");
        byte[] whole = Files.readAllBytes(trained);
        try {
            Files.write(trained, new byte[4096], StandardOpenOption.WRITE);
            assertThat(version()).matches("tomo \\d.*\\n");
            Files.write(trained, new byte[10], StandardOpenOption.TRUNCATE_EXISTING);
            assertThat(version()).matches("tomo \\d.*\\n");
        } finally {
            Files.write(trained, whole);
        }
    }

    @Test
    void programsNobodyStartedForADayGoButTheNewestThree() throws Exception {
        Path app = cache.resolve("app");
        Instant now = Instant.now();
        for (int days : List.of(2, 3, 4, 5)) {
            Path old = Files.createDirectories(app.resolve("old-" + days + "/lib"));
            Files.writeString(old.resolve("some.jar"), "");
            Files.setLastModifiedTime(app.resolve("old-" + days), FileTime.from(now.minus(Duration.ofDays(days))));
        }
        install(directory.resolve("again"), Clock.systemUTC());

        assertThat(program()).exists();
        assertThat(List.of(app.resolve("old-2"), app.resolve("old-3")))
                .allSatisfy(old -> assertThat(old).exists());
        assertThat(List.of(app.resolve("old-4"), app.resolve("old-5")))
                .allSatisfy(old -> assertThat(old).doesNotExist());
    }
}
