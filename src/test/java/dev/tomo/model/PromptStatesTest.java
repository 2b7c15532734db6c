package dev.tomo.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PromptStatesTest {
    @TempDir
    Path directory;

    @Test
    void theEightThatWereUsedLastAreKept() throws Exception {
        for (int age = 0; age < 12; age++) {
            state("s%02d.state".formatted(age), age, 1000);
        }
        Files.writeString(directory.resolve("unrelated.txt"), "stays");

        new PromptStates(directory, Clock.systemUTC()).prune("s09.state");

        assertThat(names())
                .containsExactly(
                        "s00.state",
                        "s01.state",
                        "s02.state",
                        "s03.state",
                        "s04.state",
                        "s05.state",
                        "s06.state",
                        "s09.state",
                        "unrelated.txt");
    }

    @Test
    void theyTakeNoMoreThanAGibibyte() throws Exception {
        for (int age = 0; age < 5; age++) {
            state("s%02d.state".formatted(age), age, 400L << 20);
        }

        new PromptStates(directory, Clock.systemUTC()).prune("s00.state");

        assertThat(names()).containsExactly("s00.state", "s01.state");
    }

    /// A file that claims its size and takes no room.
    private void state(String name, int ageInDays, long size) throws IOException {
        var file = directory.resolve(name);
        try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(size);
        }
        Files.setLastModifiedTime(
                file, FileTime.from(Instant.parse("2026-03-01T00:00:00Z").minusSeconds(86_400L * ageInDays)));
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(it -> it.getFileName().toString()).sorted().toList().stream();
        }
    }
}
