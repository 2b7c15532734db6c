package dev.tomo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.message.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `memory/README.md` says of the database is so.
final class MemoryReadmeTest {
    private static final Pattern QUERY =
            Pattern.compile("^sqlite3 .*memory/tomo\\.db \"((?:SELECT|PRAGMA|VACUUM).*)\"$");

    @TempDir
    private Path home;

    private static String readme() throws IOException {
        return Files.readString(Path.of(System.getProperty("tomo.checkout", "."), "memory", "README.md"));
    }

    @Test
    void everyTableAndColumnIsExplained() throws IOException {
        String readme = readme();
        try (Database database = Database.inMemory()) {
            List<String> columns = database.read(db -> Sql.list(
                    db,
                    row -> row.getString(1) + "." + row.getString(2),
                    "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c"
                            + " WHERE t.type IN ('table', 'view') AND t.name NOT LIKE 'sqlite%'"));
            assertThat(columns).contains("memory.number", "message.parts");
            for (String column : columns) {
                String table = column.substring(0, column.indexOf('.'));
                int from = readme.indexOf("**`" + table + "`**");
                assertThat(from).as(table).isNotNegative();
                int to = readme.indexOf("**`", from + table.length() + 6);
                assertThat(readme.substring(from, to < 0 ? readme.length() : to))
                        .contains("`" + column.substring(column.indexOf('.') + 1) + "`");
            }
        }
    }

    @Test
    void everyQueryRunsAndFindsSomething() throws IOException {
        List<String> queries = readme().lines()
                .map(QUERY::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(match -> match.group(1))
                .filter(query -> !query.startsWith("VACUUM"))
                .toList();
        assertThat(queries).hasSizeGreaterThan(5);
        try (Database database = Database.open(home)) {
            Transcript transcript = new Transcript(database, Clock.systemUTC());
            String session = transcript.start("m", "to-line").id();
            long message = transcript.append(session, Message.user("Remember that I like tea."));
            new MemoryLog(database, Clock.systemUTC())
                    .remember("User likes tea.", MemoryOrigin.model(session, message, 1, false));
            for (String query : queries) {
                assertThat(database.<List<String>>read(db -> Sql.list(db, row -> row.getString(1), query)))
                        .as(query)
                        .isNotEmpty();
            }
        }
    }
}
