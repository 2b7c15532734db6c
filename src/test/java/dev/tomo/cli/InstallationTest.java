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
    private static String start(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", ". \"$0\"; launch --version", launch.toString());
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    @Test
    void startsFromTheCacheWithoutAWordOfTheJvm() throws Exception {
        assertThat(start(Map.of())).matches("tomo \\d.*\\n");
        assertThat(Files.readString(launch)).doesNotContain(JAR.toString());
    }

    @Test
    void classesComeFromTheClassCache() throws Exception {
        assertThat(start(Map.of("_JAVA_OPTIONS", "-Xlog:class+load:file=" + directory.resolve("classes.txt"))))
                .contains("tomo ");
        assertThat(Files.readString(directory.resolve("classes.txt")))
                .containsPattern("dev\\.tomo\\.cli\\.Main source: shared objects file");
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
            assertThat(start(Map.of())).matches("tomo \\d.*\\n");
            Files.write(trained, new byte[10], StandardOpenOption.TRUNCATE_EXISTING);
            assertThat(start(Map.of())).matches("tomo \\d.*\\n");
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
