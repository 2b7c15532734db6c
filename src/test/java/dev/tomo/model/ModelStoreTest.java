package dev.tomo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tomo.model.FileServer.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ModelStoreTest {
    private static final byte[] CONTENT = TestModel.content();

    @TempDir
    Path cache;

    @TempDir
    Path elsewhere;

    private ModelStore store;
    private final RecordingProgress progress = new RecordingProgress();

    @BeforeEach
    void open() {
        store = TestModel.store(cache);
    }

    @Test
    void anEmptyCacheHoldsNothing() throws Exception {
        assertThat(store.list()).isEmpty();
        assertThat(store.find("starter")).isEmpty();
        assertThat(store.remove("starter")).isZero();
    }

    @Test
    void aFileOfThisMachineIsStoredUnderItsName() throws Exception {
        Path file = Files.write(elsewhere.resolve("My Model v2.GGUF"), CONTENT);

        StoredModel model = store.pull(file.toString(), progress);

        assertThat(model.name()).isEqualTo("my-model-v2");
        assertThat(model.file()).hasBinaryContent(CONTENT);
        assertThat(model.sha256()).isEqualTo(TestModel.sum(CONTENT));
        assertThat(model.source()).isEqualTo(file.toString());
        assertThat(model.stored()).isEqualTo(TestModel.NOW.instant());
        assertThat(store.find("my-model-v2")).contains(model);
        assertThat(store.list()).containsExactly(model);
        assertThat(file).exists();
        assertThat(progress.done).isEqualTo(CONTENT.length);
    }

    @Test
    void whatIsNoModelIsNotTaken() throws Exception {
        Path text = Files.writeString(elsewhere.resolve("notes.gguf"), "These are my notes.");
        Path empty = Files.createFile(elsewhere.resolve("empty.gguf"));

        assertThatThrownBy(() -> store.pull(text.toString(), progress)).hasMessage(text + " is not a GGUF file");
        assertThatThrownBy(() -> store.pull(empty.toString(), progress)).hasMessage(empty + " is not a GGUF file");
        assertThat(store.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-model", "/no/such/file.gguf", ""})
    void anUnknownNameTellsWhatThereIs(String name) {
        assertThatThrownBy(() -> store.pull(name, progress))
                .isInstanceOf(PreparationException.class)
                .hasMessage("there is no model or file '" + name
                        + "'; give one of starter, small, tiny, the address of a GGUF file, or its path");
    }

    @Test
    void oneOfSeveralFilesOfAModelIsRefusedByName() throws Exception {
        Path part = Files.write(elsewhere.resolve("big-00002-of-00003.gguf"), CONTENT);

        assertThatThrownBy(() -> store.pull(part.toString(), progress))
                .hasMessageContaining("is one of several files of a model");
    }

    @Test
    void aNameOfTheCatalogCannotBeTaken() throws Exception {
        Path file = Files.write(elsewhere.resolve("Starter.gguf"), CONTENT);

        assertThatThrownBy(() -> store.pull(file.toString(), progress))
                .hasMessage("a model cannot be called 'starter'; rename the file Starter.gguf");
    }

    @Test
    void anAddressIsFetchedAndContinuedAfterACut() throws Exception {
        try (FileServer server = new FileServer()) {
            String address = server.serve("/models/Some%20Model.gguf", CONTENT).toString();
            server.failing(new Fault.None(), new Fault.Cut(777));

            StoredModel model = store.pull(address, progress);

            assertThat(model.name()).isEqualTo("some-model");
            assertThat(model.source()).isEqualTo(address);
            assertThat(model.file()).hasBinaryContent(CONTENT);
            assertThat(model.sha256()).isEqualTo(TestModel.sum(CONTENT));
            assertThat(server.requests())
                    .containsExactly(
                            "bytes=0-3", "bytes=0-" + (CONTENT.length - 1), "bytes=777-" + (CONTENT.length - 1));
        }
    }

    @Test
    void aFileThatChangesOnTheServerIsNotGluedTogetherFromTwo() throws Exception {
        try (FileServer server = new FileServer()) {
            String address = server.serve("/m.gguf", TestModel.content(9)).toString();
            server.serve("/newer", CONTENT);
            server.failing(new Fault.None(), new Fault.Cut(50_000), new Fault.Replace("/newer"));

            StoredModel model = store.pull(address, progress);

            assertThat(model.file()).hasBinaryContent(CONTENT);
        }
    }

    @Test
    void aServerWithoutRangesWillDo() throws Exception {
        try (FileServer server = new FileServer().withoutRanges()) {
            server.failing(new Fault.None(), new Fault.Cut(5000));

            StoredModel model = store.pull(server.serve("/m.gguf", CONTENT).toString(), progress);

            assertThat(model.file()).hasBinaryContent(CONTENT);
        }
    }

    @Test
    void aPageInsteadOfAModelIsRefusedBeforeItIsFetched() throws Exception {
        try (FileServer server = new FileServer()) {
            String address = server.serve(
                            "/m.gguf", "<!DOCTYPE html><title>Log in</title>".getBytes(StandardCharsets.UTF_8))
                    .toString();

            assertThatThrownBy(() -> store.pull(address, progress))
                    .hasMessage(address + " is not a GGUF file; give the address of the file itself");
            assertThatThrownBy(() -> store.pull(address + "x", progress))
                    .hasMessageStartingWith(address + "x answered 404");
            assertThat(server.requests()).allMatch(range -> range.equals("bytes=0-3"));
        }
    }

    @Test
    void aModelThatIsRemovedIsGoneWithEverythingBesideIt() throws Exception {
        try (FileServer server = new FileServer()) {
            store.prepare(TestModel.entry(new Source.WebFile(server.serve("/model", CONTENT))), progress);

            assertThat(store.remove("paper")).isEqualTo(CONTENT.length);
            assertThat(store.list()).isEmpty();
            assertThat(cache.resolve("models")).isDirectoryNotContaining("glob:**paper*");
        }
    }

    @Test
    void whoComesSecondWaitsAndFetchesNothing() throws Exception {
        try (FileServer server = new FileServer()) {
            CatalogEntry entry = TestModel.entryInOnePiece(new Source.WebFile(server.serve("/model", CONTENT)));
            CountDownLatch held = new CountDownLatch(1);
            CountDownLatch waiting = new CountDownLatch(1);
            Path lock = cache.resolve("models/." + entry.sha256().substring(0, 12) + ".lock");
            Thread first = Thread.ofVirtual().start(() -> {
                try (CacheLock _ = CacheLock.acquire(lock, () -> {})) {
                    held.countDown();
                    waiting.await(10, TimeUnit.SECONDS);
                    Path file = cache.resolve("models/paper-" + entry.sha256().substring(0, 12) + ".gguf");
                    Files.write(file, CONTENT);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
            Progress second = new Progress() {
                @Override
                public void advanced(String what, long done, long total) {}

                @Override
                public void notice(String line) {
                    progress.notice(line);
                    waiting.countDown();
                }
            };

            assertThat(store.prepare(entry, second)).hasBinaryContent(CONTENT);
            first.join();
            assertThat(progress.notices).first().isEqualTo("another Tomo is fetching paper; waiting for it");
            assertThat(server.requests()).isEmpty();
        }
    }
}
