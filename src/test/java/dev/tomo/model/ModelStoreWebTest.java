package dev.tomo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tomo.model.FileServer.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ModelStoreWebTest {
    private static final byte[] CONTENT = TestModel.content();

    @TempDir
    Path cache;

    private FileServer first;
    private FileServer second;
    private final RecordingProgress progress = new RecordingProgress();

    @BeforeEach
    void start() throws IOException {
        first = new FileServer();
        second = new FileServer();
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
    }

    @Test
    void aModelIsFetchedCheckedAndKeptWithItsLicenceAndARecord() throws Exception {
        CatalogEntry entry = TestModel.entry(web(first));

        Path file = TestModel.store(cache).prepare(entry, progress);

        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(file.getFileName()).hasToString("paper-" + entry.sha256().substring(0, 12) + ".gguf");
        assertThat(file.resolveSibling(file.getFileName() + ".LICENSE.txt"))
                .content()
                .startsWith("Paper 1 by Nobody, unchanged, under the Apache License 2.0:")
                .contains("TERMS AND CONDITIONS");
        assertThat(file.resolveSibling(file.getFileName() + ".properties"))
                .content()
                .contains("sha256=" + entry.sha256(), "source=127.0.0.1", "bytes=" + CONTENT.length);
        assertThat(progress.notices).isEmpty();
        assertThat(progress.done).isEqualTo(CONTENT.length);
        assertThat(progress.total).isEqualTo(CONTENT.length);
        assertThat(partialFiles()).isEmpty();
    }

    @Test
    void aModelThatIsThereIsNotFetchedAgain() throws Exception {
        CatalogEntry entry = TestModel.entry(web(first));
        Path file = TestModel.store(cache).prepare(entry, progress);
        int requests = first.requests().size();

        assertThat(TestModel.store(cache).prepare(entry, progress)).isEqualTo(file);
        assertThat(TestModel.store(cache).find(entry)).contains(file);
        assertThat(first.requests()).hasSize(requests);
    }

    @Test
    void aWrongByteIsRefusedAndOnlyItsPieceComesFromTheNextSource() throws Exception {
        CatalogEntry entry = TestModel.entry(
                new Source.WebFile(first.serve("/model", TestModel.content(TestModel.BLOCK + 5))), web(second));

        Path file = TestModel.store(cache).prepare(entry, progress);

        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(progress.notices)
                .containsExactly("127.0.0.1 has other bytes in part 2 than the checksum says; they were thrown away;"
                        + " trying 127.0.0.1");
        assertThat(second.requests()).contains("bytes=65536-131071");
    }

    @Test
    void aSumThatOnlyTheWholeFileMissesIsRefusedToo() throws Exception {
        CatalogEntry right = TestModel.entry();
        byte[] other = TestModel.content(7);
        CatalogEntry entry = new CatalogEntry(
                "paper",
                "",
                CONTENT.length,
                right.sha256(),
                CONTENT.length,
                List.of(TestModel.sum(other)),
                List.of(new Source.WebFile(first.serve("/model", other))),
                "",
                1,
                1,
                "");

        assertThatThrownBy(() -> TestModel.store(cache).prepare(entry, progress))
                .isInstanceOf(PreparationException.class)
                .hasMessageContaining("has other bytes than the checksum says; they were thrown away");
        assertThat(partialFiles()).isEmpty();
    }

    @Test
    void aVanishedFileSendsToTheNextSource() throws Exception {
        CatalogEntry entry =
                TestModel.entry(new Source.WebFile(first.serve("/gone", CONTENT).resolve("/x")), web(second));

        assertThat(TestModel.store(cache).prepare(entry, progress)).hasBinaryContent(CONTENT);
        assertThat(progress.notices).containsExactly("127.0.0.1 answered 404; trying 127.0.0.1");
    }

    @Test
    void aHostThatIsNotThereSendsToTheNextSourceAtOnce() throws Exception {
        FileServer closed = new FileServer();
        URI nobody = closed.serve("/model", CONTENT);
        closed.close();
        CatalogEntry entry = TestModel.entry(
                new Source.WebFile(nobody),
                new Source.WebFile(URI.create("https://no-such-host.invalid/model")),
                web(first));
        long start = System.nanoTime();

        assertThat(TestModel.store(cache).prepare(entry, progress)).hasBinaryContent(CONTENT);
        assertThat(progress.notices)
                .containsExactly(
                        "127.0.0.1 cannot be reached; trying no-such-host.invalid",
                        "no-such-host.invalid cannot be found on this network; trying 127.0.0.1");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void aCutConnectionIsContinuedWhereItStopped() throws Exception {
        first.failing(new Fault.Cut(1000), new Fault.Cut(500));
        CatalogEntry entry = TestModel.entryInOnePiece(web(first));

        assertThat(TestModel.store(cache).prepare(entry, progress)).hasBinaryContent(CONTENT);
        assertThat(progress.notices).isEmpty();
        String last = "-" + (CONTENT.length - 1);
        assertThat(first.requests()).containsExactly("bytes=0" + last, "bytes=1000" + last, "bytes=1500" + last);
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() throws Exception {
        first.failing(new Fault.Status(503), new Fault.Status(429));

        assertThat(TestModel.store(cache).prepare(TestModel.entryInOnePiece(web(first)), progress))
                .hasBinaryContent(CONTENT);
        assertThat(first.requests()).hasSize(3);
    }

    @Test
    void aServerThatOnlyBreaksOffIsLeftForTheNextAfterFourTries() throws Exception {
        first.failing(new Fault.Cut(10));
        first.failing(Stream.generate(() -> new Fault.Cut(0)).limit(4).toArray(Fault[]::new));
        CatalogEntry entry = TestModel.entryInOnePiece(web(first), web(second));

        assertThat(TestModel.store(cache).prepare(entry, progress)).hasBinaryContent(CONTENT);
        assertThat(first.requests()).hasSize(5);
        assertThat(progress.notices).hasSize(1).first().asString().startsWith("127.0.0.1 ");
        assertThat(second.requests()).containsExactly("bytes=10-" + (CONTENT.length - 1));
    }

    @Test
    void withoutAnySourceOneLineTellsWhatEachSaidAndKeepsWhatArrived() throws Exception {
        first.failing(new Fault.None(), new Fault.None(), new Fault.None(), new Fault.Status(404));
        CatalogEntry entry = TestModel.entry(web(first), new Source.WebFile(URI.create("http://nowhere.invalid/m")));

        assertThatThrownBy(() -> TestModel.store(cache).prepare(entry, progress))
                .isInstanceOf(PreparationException.class)
                .hasMessage("cannot fetch paper: 127.0.0.1 answered 404; nowhere.invalid cannot be found on this"
                        + " network; check the network and run this again, what arrived is kept");
        assertThat(partialFiles()).isNotEmpty();
        int asked = first.requests().size();

        assertThat(TestModel.store(cache).prepare(entry, progress)).hasBinaryContent(CONTENT);
        assertThat(first.requests().size() - asked).isBetween(1, 3);
    }

    @Test
    void anInterruptionStopsEverythingAndTheNextRunContinues() throws Exception {
        first.failing(new Fault.Stall(3000));
        CatalogEntry entry = TestModel.entryInOnePiece(web(first));
        Thread caller = Thread.currentThread();
        RecordingProgress impatient = new RecordingProgress(bytes -> {
            if (bytes >= 3000) {
                caller.interrupt();
            }
        });

        assertThatThrownBy(() -> TestModel.store(cache).prepare(entry, impatient))
                .isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(partialFiles()).singleElement().asString().endsWith("block-01.part");

        assertThat(TestModel.store(cache).prepare(entry, progress)).hasBinaryContent(CONTENT);
        assertThat(first.requests()).last().isEqualTo("bytes=3000-" + (CONTENT.length - 1));
    }

    @Test
    void wrongBytesOfAnEarlierRunDoNotSpoilARightSource() throws Exception {
        CatalogEntry entry = TestModel.entryInOnePiece(web(first));
        Path partial = cache.resolve("models/partial").resolve(entry.sha256().substring(0, 12));
        Files.createDirectories(partial);
        Files.write(partial.resolve("block-01.part"), new byte[5000]);

        assertThat(TestModel.store(cache).prepare(entry, progress)).hasBinaryContent(CONTENT);
        assertThat(progress.notices).isEmpty();
    }

    @Test
    void joiningGoesOnAfterAKillInTheMiddle() throws Exception {
        CatalogEntry entry = TestModel.entry(web(first));
        Path partial = cache.resolve("models/partial").resolve(entry.sha256().substring(0, 12));
        Files.createDirectories(partial);
        Files.write(partial.resolve("joined"), Arrays.copyOf(CONTENT, TestModel.BLOCK + 100));
        for (int number = 2; number <= 4; number++) {
            Files.write(partial.resolve("block-0" + number), TestModel.piece(CONTENT, number));
        }

        assertThat(TestModel.store(cache).prepare(entry, progress)).hasBinaryContent(CONTENT);
        assertThat(first.requests()).isEmpty();
    }

    @Test
    void aFileThatWasChangedOnDiskIsFetchedAgain() throws Exception {
        CatalogEntry entry = TestModel.entry(web(first));
        Path file = TestModel.store(cache).prepare(entry, progress);
        Files.write(file, new byte[] {1, 2, 3});

        assertThat(TestModel.store(cache).find(entry)).isEmpty();
        assertThat(TestModel.store(cache).prepare(entry, progress)).hasBinaryContent(CONTENT);
        assertThat(progress.notices).containsExactly("checking " + file, file + " is damaged; fetching it again");
    }

    @Test
    void aWholeFileWithoutARecordIsCheckedAndUsed() throws Exception {
        CatalogEntry entry = TestModel.entry(web(first));
        Path file = cache.resolve("models/paper-" + entry.sha256().substring(0, 12) + ".gguf");
        Files.createDirectories(file.getParent());
        Files.write(file, CONTENT);

        assertThat(TestModel.store(cache).prepare(entry, progress)).isEqualTo(file);
        assertThat(first.requests()).isEmpty();
        assertThat(TestModel.store(cache).find(entry)).contains(file);
    }

    private static Source web(FileServer server) {
        return new Source.WebFile(server.serve("/model", CONTENT));
    }

    private List<Path> partialFiles() {
        Path partial = cache.resolve("models/partial");
        try (Stream<Path> all = Files.walk(partial)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
