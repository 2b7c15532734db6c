package dev.tomo.terminal;

import dev.tomo.terminal.Screen.Style;
import dev.tomo.tool.Approver;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/// Asks the person at the terminal in the middle of a turn. Only `y` and `yes` are a yes; what was typed before the
/// question was there is no answer to it.
final class AskedPerson implements Approver {
    private final LineReader reader;
    private final Screen screen;
    private final Waiting waiting;

    AskedPerson(Terminal terminal, Screen screen, Waiting waiting) {
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("tomo")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .variable(LineReader.DISABLE_HISTORY, true)
                .build();
        this.screen = screen;
        this.waiting = waiting;
    }

    @Override
    public Answer ask(Question question) throws InterruptedException {
        waiting.stop();
        screen.lines(Style.PLAIN, List.of(question.detail().split("\n", -1)));
        try {
            String answer = reader.readLine(question.what() + " [y/N] ").strip();
            return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes") ? Answer.YES : Answer.NO;
        } catch (UserInterruptException e) {
            throw new InterruptedException("the person pressed Ctrl-C at a question");
        } catch (EndOfFileException e) {
            return Answer.NO;
        } finally {
            screen.cursorIsAtLineStart();
        }
    }
}
