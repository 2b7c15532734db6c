package dev.tomo.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;
import org.sqlite.JDBC;
import org.sqlite.NativeLibraryNotFoundException;

/// The one file that everything lasts in. Several programs may have it open at once, and any number of threads may
/// use one of these; they take turns.
///
/// Whatever a method of this package that writes has returned from survives a kill and a power cut.
public final class Database implements AutoCloseable {
    private static final int BUSY_MILLIS = 10_000;

    private final Connection connection;
    private final String file;
    private final ReentrantLock turn = new ReentrantLock();

    private Database(Connection connection, String file) {
        this.connection = connection;
        this.file = file;
    }

    /// Opens `memory/tomo.db` in a folder, and makes what is missing of it, for its owner's eyes only.
    ///
    /// @throws StoreException when the file cannot be made, opened or used; nothing of its content has changed then
    public static Database open(Path home) {
        Path folder = home.toAbsolutePath().normalize().resolve("memory");
        Path file = folder.resolve("tomo.db");
        prepare(folder, file);
        return opened("jdbc:sqlite:" + file.toUri(), file.toString());
    }

    /// A database that is gone when it is closed, for chats that leave nothing behind.
    public static Database inMemory() {
        return opened("jdbc:sqlite::memory:", ":memory:");
    }

    private static void prepare(Path folder, Path file) {
        try {
            PrivateFolder.prepare(folder, file);
        } catch (IOException | UncheckedIOException cause) {
            // There is no other way to learn this from Java.
            boolean full = String.valueOf(cause.getMessage()).contains("No space left");
            throw full
                    ? StoreException.full(file.toString(), cause)
                    : StoreException.unreachable(file.toString(), cause);
        }
    }

    private static Database opened(String url, String file) {
        Connection connection;
        try {
            connection = JDBC.createConnection(url, new Properties());
        } catch (SQLException cause) {
            throw cause.getCause() instanceof NativeLibraryNotFoundException missing
                    ? StoreException.noDriver(missing)
                    : StoreException.of(cause, file);
        }
        Database database = new Database(connection, file);
        try {
            database.setUp();
            return database;
        } catch (SQLException cause) {
            database.close();
            throw StoreException.of(cause, file);
        } catch (StoreException cause) {
            database.close();
            throw cause;
        }
    }

    private void setUp() throws SQLException {
        execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
        int version = read(db -> version());
        execute("PRAGMA journal_mode = WAL");
        execute("PRAGMA synchronous = FULL");
        execute("PRAGMA secure_delete = ON");
        execute("PRAGMA foreign_keys = ON");
        if (version < Schema.STEPS.size()) {
            migrate(Schema.STEPS);
        }
    }

    private int version() throws SQLException {
        int version = (int) Sql.number(connection, "PRAGMA user_version");
        if (version > Schema.STEPS.size()) {
            throw StoreException.newer(file, version, Schema.STEPS.size());
        }
        if (version == 0 && Sql.number(connection, "SELECT count(*) FROM sqlite_schema") > 0) {
            throw StoreException.foreign(file);
        }
        return version;
    }

    private void migrate(List<String> steps) {
        write(db -> {
            // Another program may have been faster.
            for (int version = version(); version < steps.size(); version++) {
                execute(steps.get(version));
                execute("PRAGMA user_version = " + (version + 1));
            }
            return version();
        });
    }

    /// Work on the connection that is done wholly or not at all.
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /// Runs work that writes. It is on the disk when this returns.
    ///
    /// @throws StoreException when it cannot be done; nothing of it has been done then
    <T> T write(Work<T> work) {
        return transaction("BEGIN IMMEDIATE", work);
    }

    /// Runs work that only reads, and sees one state of the file throughout.
    <T> T read(Work<T> work) {
        return transaction("BEGIN", work);
    }

    private <T> T transaction(String begin, Work<T> work) {
        turn.lock();
        try {
            execute(begin);
            T result = work.on(connection);
            execute("COMMIT");
            return result;
        } catch (SQLException cause) {
            rollBack(cause);
            throw StoreException.of(cause, file);
        } catch (RuntimeException | Error cause) {
            rollBack(cause);
            throw cause;
        } finally {
            turn.unlock();
        }
    }

    private void rollBack(Throwable cause) {
        try {
            execute("ROLLBACK");
        } catch (SQLException alreadyRolledBack) {
            // SQLite does it by itself after some errors, and says that nothing is left to do.
            cause.addSuppressed(alreadyRolledBack);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    /// Where the database is, for the person.
    public String file() {
        return file;
    }

    @Override
    public void close() {
        turn.lock();
        try {
            connection.close();
        } catch (SQLException cause) {
            throw StoreException.of(cause, file);
        } finally {
            turn.unlock();
        }
    }
}
