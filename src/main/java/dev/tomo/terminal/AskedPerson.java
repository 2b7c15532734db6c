package dev.tomo.terminal;

import dev.tomo.terminal.Screen.Style;
import dev.tomo.tool.Approver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/// Asks the person at the terminal in the middle of a turn. Only `y` and `yes` are a yes; what was typed before the
/// question was there is no answer to it.
final class AskedPerson implements Approver {
    private final Terminal terminal;
    private final Screen screen;
    private final Waiting waiting;

    AskedPerson(Terminal terminal, Screen screen, Waiting waiting) {
        this.terminal = terminal;
        this.screen = screen;
        this.waiting = waiting;
    }

    @Override
    public Answer ask(Question question) throws InterruptedException {
        waiting.stop();
        screen.lines(Style.PLAIN, List.of(question.detail().split("\n", -1)));
        screen.line(Style.BOLD, question.what());
        try {
            forgetTyped();
            String answer = reader().readLine("y/N ").strip();
            return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes") ? Answer.YES : Answer.NO;
        } catch (UserInterruptException e) {
            throw new InterruptedException("the person pressed Ctrl-C at a question");
        } catch (EndOfFileException e) {
            return Answer.NO;
        } catch (IOException e) {
            throw new UncheckedIOException("the terminal cannot be read any more", e);
        } finally {
            screen.cursorIsAtLineStart();
        }
    }

    /// A reader of its own for each question: it knows no history, and most chats ask none.
    private LineReader reader() {
        return LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("tomo")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .variable(LineReader.DISABLE_HISTORY, true)
                .build();
    }

    private void forgetTyped() throws IOException {
        int read = 0;
        while (read >= 0) {
            read = terminal.reader().read(1);
        }
    }
}
