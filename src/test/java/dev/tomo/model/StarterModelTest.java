package dev.tomo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The real starter model and the real Python that serves it, in the person's own cache: fetched if they are not
/// there.
@Tag("real")
@Timeout(600)
class StarterModelTest {
    private final CacheDirectory cache = CacheDirectory.of(System.getenv(), Path.of(System.getProperty("user.home")));

    @Test
    void theStarterModelIsTheBytesOfItsMaker() throws Exception {
        CatalogEntry entry = ModelCatalog.find(ModelCatalog.DEFAULT).orElseThrow();

        Path file = new ModelStore(cache, System.getenv(), InstantSource.system()).prepare(entry, Progress.SILENT);

        assertThat(Files.size(file)).isEqualTo(entry.bytes());
        assertThat(Sha256.of(file)).isEqualTo(entry.sha256());
        assertThat(file.resolveSibling(file.getFileName() + ".LICENSE.txt")).exists();
    }

    @Test
    void theServersPythonHasWhatItNeeds() throws Exception {
        Path python = new PythonEnvironment(PythonLock.server(), cache, System.getenv()).prepare(Progress.SILENT);

        ChildProcess.Ended ended = ChildProcess.run(
                List.of(python.toString(), "-I", "-c", "import xllamacpp; print(xllamacpp.__version__)"),
                System.getenv(),
                cache.python());
        assertThat(ended.output().strip()).isEqualTo("2026.10.11549");
    }
}
