package dev.tomo.store;

import java.sql.SQLException;

/// The file that everything lasts in cannot be used. The message is one line for the person: what happened, where, and
/// what to do next.
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What stands in the way, for callers that go on without what lasts.
    public enum Problem {
        /// The disk, or a limit on the size of a file, leaves no room.
        FULL,
        /// The folder or the file may be read but not written.
        READ_ONLY,
        /// The folder or the file cannot be made or opened.
        UNREACHABLE,
        /// Another program has held the file for longer than anyone waits.
        BUSY,
        /// The disk does not do what it should.
        FAILING,
        /// What the file holds is no database, or is no longer whole.
        DAMAGED,
        /// The file was written by a newer Tomo, or by another program altogether.
        FOREIGN
    }

    private final Problem problem;

    StoreException(Problem problem, String line, Throwable cause) {
        super(line, cause);
        this.problem = problem;
    }

    StoreException(Problem problem, String line) {
        super(line);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /// Says what an error of SQLite's means for the person.
    ///
    /// @param file where the database is, as the person can find it
    static StoreException of(SQLException cause, String file) {
        // Only the lowest byte names the problem; the others refine it. https://sqlite.org/rescode.html
        return switch (cause.getErrorCode() & 0xff) {
            case 13 -> full(file, cause);
            case 3, 8 ->
                new StoreException(
                        Problem.READ_ONLY,
                        file
                                + " cannot be written; give yourself the right to write it, or set TOMO_HOME to another folder",
                        cause);
            case 14, 23 -> unreachable(file, cause);
            case 5, 6 ->
                new StoreException(
                        Problem.BUSY,
                        file + " has been held by another program for too long; close that program and try again",
                        cause);
            case 10 ->
                new StoreException(
                        Problem.FAILING,
                        file + " could not be read or written (" + detail(cause)
                                + "); check the disk and the room left on it, then try again",
                        cause);
            case 11, 26 ->
                new StoreException(
                        Problem.DAMAGED,
                        file + " is damaged (" + detail(cause)
                                + "); move it away and put back a copy, as memory/README.md says",
                        cause);
            default -> throw new IllegalStateException("SQLite refused a statement on " + file, cause);
        };
    }

    static StoreException full(String file, Throwable cause) {
        return new StoreException(
                Problem.FULL, file + " cannot grow, the disk is full; make room and try again", cause);
    }

    static StoreException unreachable(String file, Throwable cause) {
        return new StoreException(
                Problem.UNREACHABLE,
                file + " cannot be opened (" + detail(cause)
                        + "); make its folder writable, or set TOMO_HOME to another",
                cause);
    }

    /// SQLite itself is missing; the driver unpacks it into the temporary folder where nobody has before.
    static StoreException noDriver(Throwable cause) {
        return new StoreException(
                Problem.UNREACHABLE,
                "SQLite's library cannot be loaded (" + detail(cause)
                        + "); make room in the folder for temporary files, then try again",
                cause);
    }

    static StoreException newer(String file, int version, int known) {
        return new StoreException(
                Problem.FOREIGN,
                file + " was written by a newer Tomo (version " + version + " of the file, this one knows " + known
                        + "); update Tomo, or set TOMO_HOME to another folder");
    }

    static StoreException foreign(String file) {
        return new StoreException(
                Problem.FOREIGN,
                file + " is another program's database; move it away, or set TOMO_HOME to another folder");
    }

    private static String detail(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message.replaceAll("\\s+", " ");
    }
}
