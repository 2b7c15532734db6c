package dev.tomo.store;

import java.util.List;

/// The tables and views, as steps from each version of the file to the next. A step that was released never changes;
/// memory/README.md explains every column.
final class Schema {
    /// What the memories are after the events of `%s`, a table or a bounded part of it.
    ///
    /// An event counts when it does not wait and nothing undid it; an approval counts as what it approved. A memory
    /// stands when it was last saved or restored, not forgotten.
    private static final String FOLD = """
            WITH event AS NOT MATERIALIZED (%s),
            effect AS (
              SELECT e.id, e.memory, coalesce(waited.op, e.op) AS op, e.text, e.at
              FROM event e LEFT JOIN event waited ON e.op = 'approve' AND waited.id = e.refers
              WHERE e.waits = 0 AND e.op NOT IN ('undo', 'reject')
                AND NOT EXISTS (SELECT 1 FROM event u WHERE u.op = 'undo' AND u.refers = e.id)
            ),
            fold AS (
              SELECT memory AS id,
                max(CASE WHEN op = 'remember' THEN id END) AS event,
                max(CASE WHEN op = 'remember' THEN text END) AS text,
                max(CASE WHEN op = 'remember' THEN substr(at, 1, 10) END) AS saved_on,
                max(CASE WHEN op IN ('remember', 'restore') THEN id ELSE 0 END) AS stood,
                max(CASE WHEN op = 'forget' THEN id ELSE 0 END) AS fell,
                max(CASE WHEN op = 'pin' THEN id ELSE 0 END) > max(CASE WHEN op = 'unpin' THEN id ELSE 0 END) AS pinned
              FROM effect GROUP BY memory
            )
            SELECT row_number() OVER (ORDER BY event) AS number, id, text, saved_on, pinned, event
            FROM fold WHERE event IS NOT NULL AND stood > fell ORDER BY event
            """;

    private static final String FIRST = """
            CREATE TABLE session (
              id TEXT PRIMARY KEY,
              started TEXT NOT NULL,
              title TEXT NOT NULL DEFAULT '',
              model TEXT NOT NULL,
              dialect TEXT NOT NULL,
              tainted INTEGER NOT NULL DEFAULT 0,
              memories_until INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE reply (
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              session TEXT NOT NULL REFERENCES session (id),
              model TEXT NOT NULL,
              writer TEXT NOT NULL,
              began TEXT NOT NULL,
              ended TEXT,
              raw TEXT,
              prompt_tokens INTEGER,
              cached_tokens INTEGER,
              reply_tokens INTEGER
            ) STRICT;
            CREATE TABLE message (
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              session TEXT NOT NULL REFERENCES session (id),
              reply INTEGER REFERENCES reply (id),
              kind TEXT NOT NULL,
              at TEXT NOT NULL,
              role TEXT NOT NULL,
              name TEXT,
              recipient TEXT,
              channel TEXT NOT NULL,
              type TEXT NOT NULL,
              parts TEXT NOT NULL CHECK (json_valid(parts)),
              complete INTEGER NOT NULL
            ) STRICT;
            CREATE INDEX message_session ON message (session, id);
            CREATE INDEX message_reply ON message (reply);
            CREATE INDEX reply_open ON reply (session) WHERE ended IS NULL;
            CREATE TABLE memory_event (
              id INTEGER PRIMARY KEY AUTOINCREMENT,
              memory TEXT NOT NULL,
              op TEXT NOT NULL,
              refers INTEGER REFERENCES memory_event (id),
              waits INTEGER NOT NULL DEFAULT 0,
              text TEXT,
              sha256 TEXT,
              at TEXT NOT NULL,
              actor TEXT NOT NULL,
              session TEXT,
              message INTEGER,
              turn INTEGER,
              source TEXT NOT NULL,
              reason TEXT
            ) STRICT;
            CREATE INDEX memory_event_memory ON memory_event (memory);
            CREATE INDEX memory_event_refers ON memory_event (refers) WHERE refers IS NOT NULL;
            CREATE INDEX memory_event_session ON memory_event (session, turn);
            CREATE VIEW memory AS
            """ + FOLD.formatted("SELECT * FROM memory_event") + ";";

    /// One entry for each version, beginning with version 1.
    static final List<String> STEPS = List.of(FIRST);

    private Schema() {}

    /// The rows of the `memory` view as they were after one event, whose id is the only value to set.
    static String memoryAsOf() {
        return FOLD.formatted("SELECT * FROM memory_event WHERE id <= ?");
    }
}
