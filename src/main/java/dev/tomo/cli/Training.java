package dev.tomo.cli;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// A short session without anybody there. The JVM records which classes it loads and links, and later starts find them
/// ready.
final class Training {
    private Training() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        Main.main(new String[] {"--version"});
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = connection.createStatement()) {
            statement.execute("create virtual table words using fts5(word)");
        }
        try (Terminal terminal = TerminalBuilder.builder()
                .system(false)
                .streams(System.in, System.out)
                .build()) {
            LineReader reader = LineReaderBuilder.builder().terminal(terminal).build();
            reader.getHistory();
        }
    }
}
