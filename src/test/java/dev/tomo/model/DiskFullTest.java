package dev.tomo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiskFullTest {
    private static final byte[] CONTENT = TestModel.content();

    @TempDir
    Path cache;

    @Test
    void tooLittleSpaceIsSaidBeforeAByteIsFetched() throws Exception {
        try (FileServer server = new FileServer()) {
            CatalogEntry entry = TestModel.entry(new Source.WebFile(server.serve("/model", CONTENT)));

            assertThatThrownBy(() ->
                            TestModel.store(cache, System.getenv(), 100_000).prepare(entry, Progress.SILENT))
                    .isInstanceOf(PreparationException.class)
                    .hasMessage("no space for paper: 459 kB needed and 100 kB free in " + cache.resolve("models")
                            + "; free some, or set XDG_CACHE_HOME to another disk");
            assertThat(server.requests()).isEmpty();
        }
    }

    /// The device of Linux on which every write fails as on a full disk.
    @Test
    @EnabledIf(value = "hasFullDevice", disabledReason = "this system has no /dev/full")
    void aDiskThatIsFullInTheMiddleIsSaidInOneLine() throws Exception {
        try (FileServer server = new FileServer()) {
            CatalogEntry entry = TestModel.entryInOnePiece(new Source.WebFile(server.serve("/model", CONTENT)));
            Path partial = Files.createDirectories(
                    cache.resolve("models/partial").resolve(entry.sha256().substring(0, 12)));
            Files.createSymbolicLink(partial.resolve("block-01.part"), Path.of("/dev/full"));

            assertThatThrownBy(() -> TestModel.store(cache).prepare(entry, Progress.SILENT))
                    .isInstanceOf(PreparationException.class)
                    .hasMessage("cannot write paper in " + cache.resolve("models")
                            + ": No space left on device; what arrived is kept: free some space, or set"
                            + " XDG_CACHE_HOME to another disk, and run this again");
        }
    }

    static boolean hasFullDevice() {
        return Files.isWritable(Path.of("/dev/full"));
    }

    @Test
    void aProcessThatMayWriteNoLargerFilesKeepsWhatArrivedForTheNext() throws Exception {
        try (FileServer server = new FileServer()) {
            URI address = server.serve("/model", CONTENT);
            Path output = cache.resolve("output");

            Process child = new ProcessBuilder(
                            "sh",
                            "-c",
                            "ulimit -f 40; exec \"$@\"",
                            "sh",
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:-UsePerfData",
                            "-XX:+UseSerialGC",
                            "-cp",
                            classPath(),
                            Fetching.class.getName(),
                            cache.toString(),
                            address.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();

            assertThat(child.waitFor(50, TimeUnit.SECONDS)).isTrue();
            assertThat(output)
                    .content()
                    .startsWith("cannot write paper in ")
                    .contains("File too large; what arrived is kept");
            assertThat(child.exitValue()).isOne();
            int asked = server.requests().size();

            assertThat(TestModel.store(cache)
                            .prepare(TestModel.entryInOnePiece(new Source.WebFile(address)), Progress.SILENT))
                    .hasBinaryContent(CONTENT);
            assertThat(server.requests().subList(asked, asked + 1)).noneMatch(range -> range.startsWith("bytes=0-"));
        }
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /// What the child process runs: one fetch into a cache, its failure on standard output.
    static final class Fetching {
        private Fetching() {}

        public static void main(String[] arguments) throws InterruptedException {
            Source source = new Source.WebFile(URI.create(arguments[1]));
            try {
                TestModel.store(Path.of(arguments[0])).prepare(TestModel.entryInOnePiece(source), Progress.SILENT);
            } catch (PreparationException e) {
                byte[] line = (e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
                System.out.writeBytes(line);
                System.exit(1);
            }
        }
    }
}
