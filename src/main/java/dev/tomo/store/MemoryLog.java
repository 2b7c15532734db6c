package dev.tomo.store;

import dev.tomo.store.MemoryEvent.Op;
import dev.tomo.store.MemoryOrigin.Source;
import dev.tomo.store.MemoryTable.Change;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// The memories, and the log of events that they are made of. Every change is an event that is added; none is ever
/// changed or removed, so each can be traced and taken back.
///
/// Any thread may use it; every method throws [StoreException] when the database cannot be used.
public final class MemoryLog {
    /// The most characters a memory may have.
    public static final int LONGEST = 1_000;

    /// The most changes a model may make in answer to one message of the person.
    public static final int CHANGES_A_TURN = 5;

    private static final String TAINTED = "something from outside stood in the conversation";

    private final Database database;
    private final Clock clock;

    /// @param clock also says in which zone a memory's day begins
    public MemoryLog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// What is remembered now, numbered from 1, oldest first.
    public List<Memory> memories() {
        return database.read(db -> new MemoryTable(db).memories());
    }

    /// What is remembered now, with the numbers that hold in a session: those of its prompt, then, for what was saved
    /// since, the next ones. No number of a session comes to mean another memory.
    public List<Memory> memories(String session) {
        return database.read(db -> new MemoryTable(db).memories(Optional.of(session)));
    }

    /// What was remembered when a session was started, as it stands in its prompt, however often it is resumed.
    public List<Memory> promptMemories(String session) {
        return database.read(db -> new MemoryTable(db).promptOf(session));
    }

    /// Everything that happened to one memory, oldest first.
    ///
    /// @param id the memory's id
    public List<MemoryEvent> history(String id) {
        return database.read(db -> new MemoryTable(db).history(id));
    }

    /// Keeps a fact, unless it is known: the same words with other capitals, punctuation, or without "User" at the
    /// beginning are the same fact.
    ///
    /// @param text made one line; what is invisible in it is taken out
    public Remembered remember(String text, MemoryOrigin origin) {
        String fact = MemoryText.fact(text);
        Optional<Remembered> refused = unfit(fact);
        return refused.isPresent() ? refused.get() : database.write(db -> remember(new MemoryTable(db), fact, origin));
    }

    private static Optional<Remembered> unfit(String fact) {
        int length = fact.codePointCount(0, fact.length());
        if (MemoryText.key(fact).isEmpty()) {
            return Optional.of(new Remembered.Refused(Refusal.BLANK, "there is no fact in it"));
        } else if (length > LONGEST) {
            return Optional.of(new Remembered.Refused(
                    Refusal.TOO_LONG,
                    "it has " + length + " characters and a memory has at most " + LONGEST
                            + "; save what matters of it"));
        }
        return SecretRule.find(fact)
                .map(what -> new Remembered.Refused(
                        Refusal.SECRET, "it looks as if it held " + what + ", and memories are kept in plain text"));
    }

    private Remembered remember(MemoryTable table, String fact, MemoryOrigin origin) throws SQLException {
        String key = MemoryText.key(fact);
        Optional<Memory> known = first(table.memories(origin.session()), key);
        if (known.isPresent()) {
            return new Remembered.Known(known.get());
        }
        if (forgottenElsewhere(table, key, origin)) {
            return new Remembered.Refused(
                    Refusal.FORGOTTEN_MEANWHILE,
                    "the person forgot this memory while the chat went on, and only the person can bring it back");
        }
        if (tooMany(table, origin)) {
            return new Remembered.Refused(Refusal.TOO_MANY, tooManyText());
        }
        Change save = Change.of(Op.REMEMBER, SessionId.random(12)).withText(fact);
        if (origin.source() == Source.OUTSIDE) {
            return new Remembered.Waiting(propose(table, save, fact, origin, now()));
        }
        table.append(save, origin, now(), Optional.empty());
        return new Remembered.Saved(byId(table, save.memory(), origin).orElseThrow());
    }

    private static boolean forgottenElsewhere(MemoryTable table, String key, MemoryOrigin origin) throws SQLException {
        if (origin.source() == Source.COMMAND || origin.session().isEmpty()) {
            return false;
        }
        String session = origin.session().get();
        Optional<Memory> shown = first(table.promptOf(session), key);
        return shown.isPresent()
                && !table.history(shown.get().id()).getLast().session().equals(origin.session());
    }

    /// Forgets the memory with this number, in the numbering of the origin's session.
    public Forgetting forget(int number, MemoryOrigin origin) {
        return database.write(db -> {
            MemoryTable table = new MemoryTable(db);
            Optional<Memory> meant = byNumber(table, number, origin);
            return meant.isPresent() ? forget(table, meant.get(), origin) : new Forgetting.NoSuch();
        });
    }

    /// Forgets the memory that these words mean: the one that says just that, or the only one that says most of it.
    public Forgetting forget(String words, MemoryOrigin origin) {
        return database.write(db -> {
            MemoryTable table = new MemoryTable(db);
            return switch (MemorySearch.find(words, table.memories(origin.session()))) {
                case MemorySearch.One(Memory memory) -> forget(table, memory, origin);
                case MemorySearch.Several(List<Memory> candidates) -> new Forgetting.Ambiguous(candidates);
                case MemorySearch.None() -> new Forgetting.NoSuch();
                case MemorySearch.Everything() ->
                    new Forgetting.Refused(
                            Refusal.EVERYTHING,
                            "to forget everything is left to the person, as memory/README.md says; name one memory to forget");
            };
        });
    }

    private Forgetting forget(MemoryTable table, Memory memory, MemoryOrigin origin) throws SQLException {
        if (tooMany(table, origin)) {
            return new Forgetting.Refused(Refusal.TOO_MANY, tooManyText());
        }
        Change forget = Change.of(Op.FORGET, memory.id());
        if (origin.source() == Source.OUTSIDE) {
            return new Forgetting.Waiting(propose(table, forget, memory.text(), origin, now()));
        }
        table.append(forget, origin, now(), Optional.empty());
        return new Forgetting.Forgotten(memory);
    }

    /// Brings back a memory that was forgotten, with its day and place.
    ///
    /// @param id the memory's id
    /// @return the memory as it stands now; empty for an id nobody has
    public Optional<Memory> restore(String id, MemoryOrigin origin) {
        return database.write(db -> {
            MemoryTable table = new MemoryTable(db);
            if (table.wasSaved(id) && byId(table, id, origin).isEmpty()) {
                table.append(Change.of(Op.RESTORE, id), origin, now(), Optional.empty());
            }
            return byId(table, id, origin);
        });
    }

    /// Puts a memory first where there is room for only some, or no longer.
    ///
    /// @param number in the numbering of the origin's session
    /// @return the memory as it stands now; empty for a number that none has
    public Optional<Memory> pin(int number, boolean pinned, MemoryOrigin origin) {
        return database.write(db -> {
            MemoryTable table = new MemoryTable(db);
            Optional<Memory> meant = byNumber(table, number, origin);
            if (meant.isPresent() && meant.get().pinned() != pinned) {
                Op op = pinned ? Op.PIN : Op.UNPIN;
                table.append(Change.of(op, meant.get().id()), origin, now(), Optional.empty());
                return byId(table, meant.get().id(), origin);
            }
            return meant;
        });
    }

    /// Takes back the last change that was not taken back, whoever made it. Called again, it goes one further.
    ///
    /// @return empty when there is nothing left to take back
    public Optional<Undone> undo(MemoryOrigin origin) {
        return database.write(db -> {
            MemoryTable table = new MemoryTable(db);
            Optional<MemoryEvent> last = table.lastStanding();
            if (last.isEmpty()) {
                return Optional.empty();
            }
            MemoryEvent event = last.get();
            String text = table.text(event.memory()).orElse("");
            table.append(Change.of(Op.UNDO, event.memory()).about(event.id()), origin, now(), Optional.empty());
            return Optional.of(new Undone(event.op(), event.waits(), text));
        });
    }

    private static WaitingChange propose(
            MemoryTable table, Change change, String text, MemoryOrigin origin, OffsetDateTime at) throws SQLException {
        for (MemoryEvent event : table.undecided()) {
            boolean same = event.op() == change.op()
                    && (event.memory().equals(change.memory())
                            || event.text().map(MemoryText::key).equals(Optional.of(MemoryText.key(text))));
            if (same) {
                return table.waiting(event);
            }
        }
        long id = table.append(change.waiting(), origin, at, Optional.of(TAINTED));
        return new WaitingChange(id, change.op(), text, origin.session(), TAINTED);
    }

    private static Optional<Memory> first(List<Memory> memories, String key) {
        return memories.stream()
                .filter(memory -> MemoryText.key(memory.text()).equals(key))
                .findFirst();
    }

    private static Optional<Memory> byNumber(MemoryTable table, int number, MemoryOrigin origin) throws SQLException {
        return table.memories(origin.session()).stream()
                .filter(memory -> memory.number() == number)
                .findFirst();
    }

    private static Optional<Memory> byId(MemoryTable table, String id, MemoryOrigin origin) throws SQLException {
        return table.memories(origin.session()).stream()
                .filter(memory -> memory.id().equals(id))
                .findFirst();
    }

    private static boolean tooMany(MemoryTable table, MemoryOrigin origin) throws SQLException {
        return origin.source() != Source.COMMAND
                && origin.session().isPresent()
                && table.modelChanges(origin.session().get(), origin.turn()) >= CHANGES_A_TURN;
    }

    private static String tooManyText() {
        return "memories were changed " + CHANGES_A_TURN + " times in this turn already; the rest has to wait for the"
                + " person's next message";
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    }
}
