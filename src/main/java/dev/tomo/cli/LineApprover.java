package dev.tomo.cli;

import dev.tomo.terminal.SafeText;
import dev.tomo.tool.Approver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Asks with a line on standard error and takes a line from standard input, for commands that are no chat.
final class LineApprover implements Approver {
    private final BufferedReader in;
    private final PrintStream err;

    LineApprover(InputStream in, PrintStream err) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.err = err;
    }

    @Override
    public Answer ask(Question question) {
        err.println(SafeText.shown(question.detail()));
        err.print(question.what() + " [y/N] ");
        err.flush();
        try {
            String line = in.readLine();
            return line == null
                    ? Answer.NOBODY_THERE
                    : line.strip().equalsIgnoreCase("y") || line.strip().equalsIgnoreCase("yes")
                            ? Answer.YES
                            : Answer.NO;
        } catch (IOException e) {
            return Answer.NOBODY_THERE;
        }
    }
}
