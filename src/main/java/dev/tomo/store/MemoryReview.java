package dev.tomo.store;

import dev.tomo.store.MemoryEvent.Op;
import dev.tomo.store.MemoryTable.Change;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The changes to the memories that wait for the person. None of them is in force, or in any prompt, before.
///
/// Any thread may use it; every method throws [StoreException] when the database cannot be used.
public final class MemoryReview {
    private static final String MOOT = "it would not have changed anything any more";

    private final Database database;
    private final Clock clock;

    /// @param clock also says in which zone an approved memory's day begins
    public MemoryReview(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// What waits, oldest first.
    public List<WaitingChange> waiting() {
        return database.read(db -> {
            MemoryTable table = new MemoryTable(db);
            List<WaitingChange> waiting = new ArrayList<>();
            for (MemoryEvent event : table.undecided()) {
                waiting.add(table.waiting(event));
            }
            return List.copyOf(waiting);
        });
    }

    /// Lets a change take effect. A fact that is approved is dated, and numbered, by its approval.
    ///
    /// @param id as [#waiting] gives it
    public Decision approve(long id, MemoryOrigin origin) {
        return decide(id, (table, event) -> {
            Change approval = Change.of(Op.APPROVE, event.memory()).about(id);
            if (isMoot(table, event)) {
                Change end = Change.of(Op.REJECT, event.memory()).about(id);
                table.append(end, origin, now(), Optional.of(MOOT));
                return new Decision.Settled(table.waiting(event));
            }
            Change whole = event.text().map(approval::withText).orElse(approval);
            table.append(whole, origin, now(), Optional.empty());
            return new Decision.Approved(table.waiting(event));
        });
    }

    /// Ends a change's waiting without effect.
    ///
    /// @param id as [#waiting] gives it
    public Decision reject(long id, MemoryOrigin origin) {
        return decide(id, (table, event) -> {
            table.append(Change.of(Op.REJECT, event.memory()).about(id), origin, now(), Optional.empty());
            return new Decision.Rejected(table.waiting(event));
        });
    }

    @FunctionalInterface
    private interface Deciding {
        Decision of(MemoryTable table, MemoryEvent event) throws SQLException;
    }

    private Decision decide(long id, Deciding deciding) {
        return database.write(db -> {
            MemoryTable table = new MemoryTable(db);
            Optional<MemoryEvent> event = table.undecided(id);
            return event.isPresent() ? deciding.of(table, event.get()) : new Decision.NoSuch();
        });
    }

    private static boolean isMoot(MemoryTable table, MemoryEvent event) throws SQLException {
        if (event.text().isEmpty()) {
            return table.memories().stream().noneMatch(memory -> memory.id().equals(event.memory()));
        }
        String key = MemoryText.key(event.text().get());
        return table.memories().stream()
                .anyMatch(memory -> MemoryText.key(memory.text()).equals(key));
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    }
}
