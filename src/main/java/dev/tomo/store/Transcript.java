package dev.tomo.store;

import dev.tomo.message.Author;
import dev.tomo.message.Channel;
import dev.tomo.message.Content;
import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import dev.tomo.message.Role;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Everything that happened, in order, session by session. What a method has written when it returns is not lost by a
/// kill. Any thread may use it; every method throws [StoreException] when the database cannot be used.
public final class Transcript {
    private static final String SESSION = "SELECT id, started, title, model, dialect, tainted FROM session ";

    private final Database database;
    private final Clock clock;

    /// @param clock also says in which zone times are written down
    public Transcript(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /// Begins a session. The memories as they are now are the ones its prompt knows, and their numbers are its numbers.
    public SessionRecord start(String model, String dialect) {
        OffsetDateTime now = now();
        String id = SessionId.at(now.toInstant());
        database.write(db -> Sql.update(
                db,
                "INSERT INTO session (id, started, model, dialect, memories_until)"
                        + " SELECT ?, ?, ?, ?, coalesce(max(id), 0) FROM memory_event",
                id,
                now.toString(),
                model,
                dialect));
        return new SessionRecord(id, now, "", model, dialect, false);
    }

    /// Adds a message of the conversation; to be called before anything acts on it.
    ///
    /// @return the entry's id
    public long append(String session, Message message) {
        return append(session, Entry.message(message));
    }

    /// Adds an entry. The first words of the person become the session's title.
    ///
    /// @return the entry's id
    public long append(String session, Entry entry) {
        return database.write(db -> insert(db, session, Optional.empty(), entry));
    }

    /// Begins a reply, whose text is on the disk while it is being written.
    ///
    /// @param model the model that writes it
    public ReplyDraft beginReply(String session, String model) {
        String began = now().toString();
        Entry nothingYet = new Entry(
                Entry.Kind.PARTIAL, Message.assistant(Channel.FINAL, "").incomplete());
        long reply = database.write(db -> {
            long id = Sql.insert(
                    db,
                    "INSERT INTO reply (session, model, writer, began) VALUES (?, ?, ?, ?)",
                    session,
                    model,
                    Writer.thisProcess().toString(),
                    began);
            insert(db, session, Optional.of(id), nothingYet);
            return id;
        });
        return new ReplyDraft(this, session, reply);
    }

    void keep(long reply, String soFar) {
        database.write(db -> Sql.update(
                db,
                "UPDATE message SET parts = ? WHERE reply = ? AND kind = 'partial'",
                ContentJson.write(Content.text(soFar).parts()),
                reply));
    }

    List<Long> settle(String session, long reply, String raw, List<Entry> entries, TokenCount tokens) {
        return database.write(db -> {
            // Also what another process made of this reply where it could not see that this one still runs.
            Sql.update(db, "DELETE FROM message WHERE reply = ?", reply);
            List<Long> ids = new ArrayList<>();
            for (Entry entry : entries) {
                ids.add(insert(db, session, Optional.of(reply), entry));
            }
            boolean same =
                    entries.size() == 1 && entries.getFirst().message().text().equals(raw);
            Sql.update(
                    db,
                    "UPDATE reply SET ended = ?, raw = ?, prompt_tokens = ?, cached_tokens = ?, reply_tokens = ?"
                            + " WHERE id = ?",
                    now().toString(),
                    same ? Optional.empty() : raw,
                    tokens.prompt(),
                    tokens.cached(),
                    tokens.reply(),
                    reply);
            return List.copyOf(ids);
        });
    }

    /// A session's entries, oldest first; empty for an id nobody has. A reply that is being written, or that was when
    /// its program died, stands there as an incomplete message of the assistant with the text so far.
    public List<TranscriptEntry> entries(String session) {
        return database.read(db -> entries(db, session));
    }

    /// Makes ready to go on with a session: replies whose program died are settled, each exactly once however many
    /// programs try, and replies that a living program is writing are left alone.
    ///
    /// @param reader makes messages of the text of a reply that broke off, and marks what is incomplete
    /// @return the session's entries, oldest first
    public List<TranscriptEntry> resume(String session, Function<String, List<Message>> reader) {
        record Open(long reply, Writer writer, String raw) {}
        return database.write(db -> {
            List<Open> open = Sql.list(
                    db,
                    row -> new Open(row.getLong(1), Writer.parse(row.getString(2)), text(row.getString(3))),
                    "SELECT r.id, r.writer, m.parts FROM reply r JOIN message m ON m.reply = r.id"
                            + " WHERE r.session = ? AND r.ended IS NULL AND m.kind = 'partial'",
                    session);
            for (Open lost : open) {
                if (!lost.writer().alive()) {
                    List<Entry> entries = lost.raw().isEmpty()
                            ? List.of()
                            : reader.apply(lost.raw()).stream()
                                    .map(Entry::message)
                                    .toList();
                    settleLost(db, session, lost.reply(), lost.raw(), entries);
                }
            }
            return entries(db, session);
        });
    }

    private void settleLost(Connection db, String session, long reply, String raw, List<Entry> entries)
            throws SQLException {
        Sql.update(db, "DELETE FROM message WHERE reply = ?", reply);
        for (Entry entry : entries) {
            insert(db, session, Optional.of(reply), entry);
        }
        Sql.update(db, "UPDATE reply SET ended = ?, raw = ? WHERE id = ?", now().toString(), raw, reply);
    }

    /// The session with this id.
    public Optional<SessionRecord> get(String session) {
        return database.read(db -> Sql.one(db, Transcript::session, SESSION + "WHERE id = ?", session));
    }

    /// Sessions in which something was said, the one that was last spoken in first.
    ///
    /// @param limit at most so many
    public List<SessionRecord> sessions(int limit) {
        return database.read(db -> Sql.list(
                db,
                Transcript::session,
                SESSION + "JOIN (SELECT session, max(id) AS last FROM message GROUP BY session) ON session = id"
                        + " ORDER BY last DESC LIMIT ?",
                limit));
    }

    /// Records that something from outside stands in the conversation. That never ends.
    public void taint(String session) {
        database.write(db -> Sql.update(db, "UPDATE session SET tainted = 1 WHERE id = ?", session));
    }

    private long insert(Connection db, String session, Optional<Long> reply, Entry entry) throws SQLException {
        Message message = entry.message();
        if (entry.kind() == Entry.Kind.MESSAGE && message.author().role() == Role.USER) {
            String title = SessionTitle.of(message.text());
            Sql.update(db, "UPDATE session SET title = ? WHERE id = ? AND title = ''", title, session);
        }
        return Sql.insert(
                db,
                "INSERT INTO message (session, reply, kind, at, role, name, recipient, channel, type, parts, complete)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                session,
                reply,
                lower(entry.kind()),
                now().toString(),
                lower(message.author().role()),
                message.author().name(),
                message.recipient().map(Recipient::name),
                lower(message.channel()),
                lower(message.content().type()),
                ContentJson.write(message.content().parts()),
                message.complete());
    }

    private static List<TranscriptEntry> entries(Connection db, String session) throws SQLException {
        return Sql.list(
                        db,
                        Transcript::entry,
                        "SELECT id, at, kind, role, name, recipient, channel, type, parts, complete FROM message"
                                + " WHERE session = ? ORDER BY id",
                        session)
                .stream()
                .filter(Transcript::saysAnything)
                .toList();
    }

    private static boolean saysAnything(TranscriptEntry entry) {
        return entry.kind() != Entry.Kind.PARTIAL || !entry.message().text().isEmpty();
    }

    private static TranscriptEntry entry(ResultSet row) throws SQLException {
        Author author =
                new Author(Role.valueOf(upper(row.getString("role"))), Optional.ofNullable(row.getString("name")));
        Content content = new Content(
                Content.Type.valueOf(upper(row.getString("type"))), ContentJson.read(row.getString("parts")));
        Message message = new Message(
                author,
                Optional.ofNullable(row.getString("recipient")).map(Recipient::new),
                Channel.valueOf(upper(row.getString("channel"))),
                content,
                row.getBoolean("complete"));
        return new TranscriptEntry(
                row.getLong("id"),
                OffsetDateTime.parse(row.getString("at")),
                Entry.Kind.valueOf(upper(row.getString("kind"))),
                message);
    }

    private static SessionRecord session(ResultSet row) throws SQLException {
        return new SessionRecord(
                row.getString("id"),
                OffsetDateTime.parse(row.getString("started")),
                row.getString("title"),
                row.getString("model"),
                row.getString("dialect"),
                row.getBoolean("tainted"));
    }

    private static String text(String parts) {
        return new Content(Content.Type.TEXT, ContentJson.read(parts)).text();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String upper(String value) {
        return value.toUpperCase(Locale.ROOT);
    }

    private OffsetDateTime now() {
        return OffsetDateTime.now(clock).truncatedTo(ChronoUnit.MILLIS);
    }
}
