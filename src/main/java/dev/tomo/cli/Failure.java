package dev.tomo.cli;

import dev.tomo.store.StoreException;
import dev.tomo.terminal.SafeText;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/// How a failure is told to the person: one line on standard error, and where it comes from only on request.
final class Failure {
    private Failure() {}

    /// The one line.
    static String line(Exception e) {
        boolean worded = e instanceof UserException
                || e instanceof StoreException
                || e instanceof UncheckedIOException
                || e instanceof dev.tomo.model.PreparationException;
        if (worded && e.getMessage() != null) {
            return e.getMessage();
        }
        return e instanceof IOException
                ? "reading or writing failed: " + e.getMessage()
                : "this should not have happened: " + e + " (--debug shows where)";
    }

    /// @return the exit status
    static int report(Exception e, PrintStream err, boolean debug) {
        err.println("tomo: " + SafeText.shown(line(e)));
        if (debug) {
            e.printStackTrace(err);
        }
        return e instanceof UserException user ? user.exitStatus() : Exit.FAILURE;
    }
}
