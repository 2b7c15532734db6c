package dev.tomo.store;

import dev.tomo.store.MemoryEvent.Op;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The rows of the event log, and what is derived of them, within one transaction.
final class MemoryTable {
    private static final String EVENT = "SELECT e.id, e.memory, e.op, e.refers, e.waits, e.text, e.at, e.actor,"
            + " e.session, e.message, e.reason FROM memory_event e ";
    private static final String STANDS =
            " NOT EXISTS (SELECT 1 FROM memory_event u WHERE u.op = 'undo' AND u.refers = e.id) ";
    private static final String UNDECIDED = " e.waits = 1 AND" + STANDS
            + "AND NOT EXISTS (SELECT 1 FROM memory_event d WHERE d.op IN ('approve', 'reject') AND d.refers = e.id"
            + " AND NOT EXISTS (SELECT 1 FROM memory_event u WHERE u.op = 'undo' AND u.refers = d.id)) ";

    private final Connection db;

    MemoryTable(Connection db) {
        this.db = db;
    }

    /// What an event says beyond where it came from.
    record Change(String memory, Op op, Optional<Long> refers, boolean waits, Optional<String> text) {
        static Change of(Op op, String memory) {
            return new Change(memory, op, Optional.empty(), false, Optional.empty());
        }

        Change withText(String text) {
            return new Change(memory, op, refers, waits, Optional.of(text));
        }

        Change about(long event) {
            return new Change(memory, op, Optional.of(event), waits, text);
        }

        Change waiting() {
            return new Change(memory, op, refers, true, text);
        }
    }

    long append(Change change, MemoryOrigin origin, OffsetDateTime at, Optional<String> reason) throws SQLException {
        return Sql.insert(
                db,
                "INSERT INTO memory_event (memory, op, refers, waits, text, sha256, at, actor, session, message, turn,"
                        + " source, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                change.memory(),
                lower(change.op()),
                change.refers(),
                change.waits(),
                change.text(),
                change.text().map(MemoryTable::sha256),
                at.toString(),
                origin.actor(),
                origin.session(),
                origin.message(),
                origin.turn(),
                lower(origin.source()),
                reason);
    }

    /// The memories that stand, numbered from 1.
    List<Memory> memories() throws SQLException {
        return Sql.list(db, MemoryTable::memory, "SELECT * FROM memory ORDER BY number");
    }

    /// The memories as a session's prompt has them; none for a session nobody has.
    List<Memory> promptOf(String session) throws SQLException {
        Optional<Long> until =
                Sql.one(db, row -> row.getLong(1), "SELECT memories_until FROM session WHERE id = ?", session);
        return until.isPresent() ? Sql.list(db, MemoryTable::memory, Schema.memoryAsOf(), until.get()) : List.of();
    }

    /// The memories that stand, with the numbers they have in a session: those of its prompt, then what was saved since
    /// in order. A number that was given in a session means nothing else in it later, whatever is forgotten.
    List<Memory> memories(Optional<String> session) throws SQLException {
        Optional<Long> until = session.isEmpty()
                ? Optional.empty()
                : Sql.one(db, row -> row.getLong(1), "SELECT memories_until FROM session WHERE id = ?", session);
        return until.isEmpty() ? memories() : numbered(session.orElseThrow(), until.get());
    }

    private List<Memory> numbered(String session, long until) throws SQLException {
        Map<String, Integer> numbers = new HashMap<>();
        promptOf(session).forEach(memory -> numbers.put(memory.id(), memory.number()));
        List<String> since = Sql.list(
                db,
                row -> row.getString(1),
                "SELECT memory FROM memory_event"
                        + " WHERE id > ? AND waits = 0 AND op IN ('remember', 'restore', 'approve', 'undo')"
                        + " GROUP BY memory ORDER BY min(id)",
                until);
        since.forEach(id -> numbers.putIfAbsent(id, numbers.size() + 1));
        return memories().stream()
                .map(memory -> new Memory(
                        Objects.requireNonNull(numbers.get(memory.id())),
                        memory.id(),
                        memory.text(),
                        memory.savedOn(),
                        memory.pinned()))
                .sorted(Comparator.comparingInt(Memory::number))
                .toList();
    }

    List<MemoryEvent> history(String memory) throws SQLException {
        return Sql.list(db, MemoryTable::event, EVENT + "WHERE e.memory = ? ORDER BY e.id", memory);
    }

    List<MemoryEvent> undecided() throws SQLException {
        return Sql.list(db, MemoryTable::event, EVENT + "WHERE" + UNDECIDED + "ORDER BY e.id");
    }

    Optional<MemoryEvent> undecided(long id) throws SQLException {
        return Sql.one(db, MemoryTable::event, EVENT + "WHERE" + UNDECIDED + "AND e.id = ?", id);
    }

    WaitingChange waiting(MemoryEvent event) throws SQLException {
        return new WaitingChange(
                event.id(),
                event.op(),
                text(event.memory()).orElse(""),
                event.session(),
                event.reason().orElse(""));
    }

    Optional<MemoryEvent> lastStanding() throws SQLException {
        return Sql.one(
                db, MemoryTable::event, EVENT + "WHERE e.op <> 'undo' AND" + STANDS + "ORDER BY e.id DESC LIMIT 1");
    }

    /// Whether the saving of a memory counts, forgotten since or not.
    boolean wasSaved(String memory) throws SQLException {
        return Sql.one(
                        db,
                        row -> true,
                        "SELECT 1 FROM memory_event e WHERE e.memory = ? AND e.waits = 0 AND e.text IS NOT NULL AND"
                                + STANDS,
                        memory)
                .isPresent();
    }

    /// The text a memory was last saved with; an approved change counts, one that waits does too.
    Optional<String> text(String memory) throws SQLException {
        return Sql.one(
                db,
                row -> row.getString(1),
                "SELECT text FROM memory_event WHERE memory = ? AND text IS NOT NULL ORDER BY id DESC LIMIT 1",
                memory);
    }

    int modelChanges(String session, int turn) throws SQLException {
        return (int) Sql.number(
                db,
                "SELECT count(*) FROM memory_event WHERE session = ? AND turn = ? AND actor = 'model'",
                session,
                turn);
    }

    private static Memory memory(ResultSet row) throws SQLException {
        return new Memory(
                row.getInt("number"),
                row.getString("id"),
                row.getString("text"),
                LocalDate.parse(row.getString("saved_on")),
                row.getBoolean("pinned"));
    }

    private static MemoryEvent event(ResultSet row) throws SQLException {
        return new MemoryEvent(
                row.getLong("id"),
                row.getString("memory"),
                Op.valueOf(row.getString("op").toUpperCase(Locale.ROOT)),
                number(row, "refers"),
                row.getBoolean("waits"),
                Optional.ofNullable(row.getString("text")),
                OffsetDateTime.parse(row.getString("at")),
                row.getString("actor"),
                Optional.ofNullable(row.getString("session")),
                number(row, "message"),
                Optional.ofNullable(row.getString("reason")));
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
