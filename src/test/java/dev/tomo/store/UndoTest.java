package dev.tomo.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whatever is done to the memories, undoing it gives back what was there, byte for byte.
final class UndoTest {
    private static final int SEQUENCES = 150;
    private static final int STEPS = 25;
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-14T00:00:00Z"), ZoneOffset.UTC);

    @Test
    void undoGivesBackTheFormerExport() {
        long seed = System.nanoTime();
        System.out.println("UndoTest: " + SEQUENCES + " sequences of " + STEPS + " steps, seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < SEQUENCES; i++) {
            try (Database database = Database.inMemory()) {
                new Sequence(database, random, "seed " + seed + ", sequence " + i).run();
            }
        }
    }

    private static final class Sequence {
        private final Database database;
        private final MemoryLog log;
        private final MemoryReview review;
        private final String session;
        private final Random random;
        private final List<String> done = new ArrayList<>();
        private final Deque<String> exports = new ArrayDeque<>();

        Sequence(Database database, Random random, String name) {
            this.database = database;
            this.log = new MemoryLog(database, CLOCK);
            this.review = new MemoryReview(database, CLOCK);
            this.session = new Transcript(database, CLOCK).start("m", "to-line").id();
            this.random = random;
            done.add(name);
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(4) == 0) {
                    undo();
                } else {
                    change();
                }
            }
            while (!exports.isEmpty()) {
                undo();
            }
            assertThat(log.undo(MemoryOrigin.PERSON)).as(done.toString()).isEmpty();
        }

        private String export() {
            return log.memories() + "\n" + review.waiting();
        }

        private long events() {
            return database.read(db -> Sql.number(db, "SELECT count(*) FROM memory_event"));
        }

        private void undo() {
            done.add("undo");
            boolean undone = log.undo(MemoryOrigin.PERSON).isPresent();
            assertThat(undone).as(done.toString()).isEqualTo(!exports.isEmpty());
            if (undone) {
                assertThat(export()).as(done.toString()).isEqualTo(exports.pop());
            }
        }

        private void change() {
            String before = export();
            long events = events();
            boolean tainted = random.nextInt(3) == 0;
            MemoryOrigin origin = random.nextInt(3) == 0
                    ? MemoryOrigin.PERSON
                    : MemoryOrigin.model(session, 1, random.nextInt(10), tainted);
            int pick = random.nextInt(8);
            done.add(pick + (tainted ? " tainted" : ""));
            switch (pick) {
                case 0, 1, 2 -> log.remember("Fact " + random.nextInt(12), origin);
                case 3 -> log.forget(1 + random.nextInt(6), origin);
                case 4 -> log.forget("Fact " + random.nextInt(12), origin);
                case 5 -> log.restore(anyMemory(), MemoryOrigin.PERSON);
                case 6 -> log.pin(1 + random.nextInt(6), random.nextBoolean(), MemoryOrigin.PERSON);
                default -> decide();
            }
            assertThat(events() - events).as(done.toString()).isBetween(0L, 1L);
            if (events() > events) {
                exports.push(before);
            } else {
                assertThat(export()).as(done.toString()).isEqualTo(before);
            }
        }

        private void decide() {
            List<WaitingChange> waiting = review.waiting();
            if (!waiting.isEmpty()) {
                long id = waiting.get(random.nextInt(waiting.size())).id();
                Decision decision = random.nextBoolean()
                        ? review.approve(id, MemoryOrigin.PERSON)
                        : review.reject(id, MemoryOrigin.PERSON);
                assertThat(decision).as(done.toString()).isNotEqualTo(new Decision.NoSuch());
            }
        }

        private String anyMemory() {
            List<String> ids = database.read(
                    db -> Sql.list(db, row -> row.getString(1), "SELECT DISTINCT memory FROM memory_event ORDER BY 1"));
            return ids.isEmpty() ? "" : ids.get(random.nextInt(ids.size()));
        }
    }
}
