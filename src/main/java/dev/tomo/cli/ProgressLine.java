package dev.tomo.cli;

import dev.tomo.model.Progress;
import dev.tomo.terminal.SafeText;
import java.io.PrintStream;

/// Progress of a command on standard error, one line for each tenth of the way, so that it reads well in a log, too.
final class ProgressLine implements Progress {
    private final PrintStream err;
    private String last = "";

    ProgressLine(PrintStream err) {
        this.err = err;
    }

    @Override
    public synchronized void advanced(String what, long done, long total) {
        String line = total > 0 ? what + " " + done * 10 / total * 10 + " % of " + total / 1_000_000 + " MB" : what;
        if (!line.equals(last)) {
            last = line;
            err.println(SafeText.shown(line));
        }
    }

    @Override
    public void notice(String line) {
        err.println(SafeText.shown(line));
    }
}
