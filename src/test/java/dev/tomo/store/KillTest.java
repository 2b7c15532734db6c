package dev.tomo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.message.Channel;
import dev.tomo.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What two programs that write to one database at the same time have acknowledged is there after both were killed.
final class KillTest {
    private static final int ROUNDS = 11;

    // What is promised is a quarter of a second; the rest is for a machine that does other things meanwhile.
    private static final long BEHIND_MILLIS = 1_000;

    @TempDir
    private Path home;

    @Test
    void nothingAcknowledgedIsLostByAKillAtAnyMoment() throws IOException, InterruptedException {
        long seed = System.nanoTime();
        System.out.println("KillTest: " + 2 * ROUNDS + " kills, seed " + seed);
        Random random = new Random(seed);
        int partials = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ChildProgram one = ChildProgram.start(StoreWriter.class, home.toString(), "1" + round);
            ChildProgram other = ChildProgram.start(StoreWriter.class, home.toString(), "2" + round);
            awaitFirstLine(one);
            awaitFirstLine(other);
            Thread.sleep(random.nextInt(1_500));
            one.process().destroyForcibly();
            Thread.sleep(random.nextInt(100));
            other.process().destroyForcibly();
            partials += check(one) + check(other);
        }
        assertThat(partials).as("kills in the middle of a reply, seed %d", seed).isPositive();
    }

    /// On a busy machine a JVM may need longer to start than it is then given to live.
    private static void awaitFirstLine(ChildProgram child) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (Files.size(child.output()) == 0) {
            assertThat(System.nanoTime()).as("a writer that begins in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /// @return how many replies were cut
    private int check(ChildProgram killed) throws IOException, InterruptedException {
        List<String> lines = killed.lines();
        long died = Files.getLastModifiedTime(killed.output()).toMillis();
        if (lines.isEmpty()) {
            return 0;
        }
        try (Database database = Database.open(home)) {
            assertThat(database.<String>read(db -> Sql.one(db, row -> row.getString(1), "PRAGMA integrity_check")
                            .orElseThrow()))
                    .isEqualTo("ok");
            Transcript transcript = new Transcript(database, Clock.systemUTC());
            String session = lines.getFirst().split(" ")[1];
            List<TranscriptEntry> entries = transcript.resume(
                    session,
                    text -> List.of(Message.assistant(Channel.FINAL, text).incomplete()));
            checkLines(lines, entries, new MemoryLog(database, Clock.systemUTC()).memories());
            assertThat(transcript.resume(session, text -> List.of())).isEqualTo(entries);
            List<Message> cut = entries.stream()
                    .map(TranscriptEntry::message)
                    .filter(message -> !message.complete())
                    .toList();
            lastPartial(lines, died)
                    .ifPresent(text -> assertThat(cut)
                            .singleElement()
                            .satisfies(message -> assertThat(message.text()).startsWith(text)));
            assertThat(cut).hasSizeLessThanOrEqualTo(1);
            return cut.size();
        }
    }

    private static void checkLines(List<String> lines, List<TranscriptEntry> entries, List<Memory> memories) {
        List<String> kept = entries.stream()
                .filter(entry -> entry.message().complete())
                .map(entry -> entry.id() + " " + entry.message().text())
                .toList();
        List<String> facts = memories.stream().map(Memory::text).toList();
        assertThat(facts).doesNotHaveDuplicates();
        for (String line : lines) {
            String rest = line.substring(line.indexOf(' ') + 1);
            switch (line.substring(0, line.indexOf(' '))) {
                case "said", "finished" -> assertThat(kept).contains(rest);
                case "saved" -> assertThat(facts).contains(rest);
                default -> assertThat(line).matches("(?:session|wrote) .*");
            }
        }
    }

    /// The text that must be on the disk of a reply that was cut.
    private static Optional<String> lastPartial(List<String> lines, long died) {
        if (!lines.getLast().startsWith("wrote ")) {
            return Optional.empty();
        }
        return lines.reversed().stream()
                .takeWhile(line -> line.startsWith("wrote "))
                .map(line -> line.split(" "))
                .filter(parts -> Long.parseLong(parts[1]) < died - BEHIND_MILLIS)
                .map(parts -> parts[2])
                .findFirst();
    }
}
