package dev.tomo.terminal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jline.reader.Buffer;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;

/// The line editor. Enter sends; Alt-Enter, or Enter after a backslash, begins another line; a paste is one message.
final class EditedInput implements LineInput {
    private static final String PROMPT = "> ";
    private static final String ENTER = "continue-or-accept";

    private final LineReader reader;
    private final Screen screen;

    EditedInput(Terminal terminal, Screen screen, Optional<Path> history, List<SlashCommands.Command> commands) {
        this.screen = screen;
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("tomo")
                .parser(new Words())
                .completer((line, words, candidates) -> complete(commands, words, candidates))
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "  ")
                .option(Option.DISABLE_EVENT_EXPANSION, true)
                .option(Option.HISTORY_REDUCE_BLANKS, false)
                .option(Option.INSERT_TAB, true);
        history.ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        reader = builder.build();
        reader.getWidgets().put(ENTER, this::enter);
        Objects.requireNonNull(reader.getKeyMaps().get(LineReader.MAIN)).bind(new Reference(ENTER), "\r", "\n");
    }

    @Override
    public Typed read() {
        try {
            String text = reader.readLine(PROMPT);
            return new Typed.Text(text);
        } catch (UserInterruptException e) {
            return new Typed.Interrupted(!e.getPartialLine().isEmpty());
        } catch (EndOfFileException e) {
            return new Typed.Left();
        } finally {
            screen.cursorIsAtLineStart();
        }
    }

    private boolean enter() {
        Buffer line = reader.getBuffer();
        if (line.cursor() == line.length() && continues(line.toString())) {
            line.backspace();
            line.write('\n');
        } else {
            reader.callWidget(LineReader.ACCEPT_LINE);
        }
        return true;
    }

    /// Whether a text ends in a backslash that is not itself written with one.
    static boolean continues(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\\') {
            end--;
        }
        return (text.length() - end) % 2 == 1;
    }

    private static void complete(List<SlashCommands.Command> commands, ParsedLine line, List<Candidate> candidates) {
        if (!line.line().startsWith("/")) {
            return;
        }
        if (line.wordIndex() == 0) {
            commands.forEach(command -> candidates.add(candidate("/" + command.name(), command.help())));
        } else if (line.wordIndex() == 1) {
            commands.stream()
                    .filter(command -> line.words().getFirst().equals("/" + command.name()))
                    .flatMap(command -> command.verbs().stream())
                    .forEach(verb -> candidates.add(candidate(verb, "")));
        }
    }

    private static Candidate candidate(String word, String description) {
        return new Candidate(word, word, null, description.isEmpty() ? null : description, null, null, true);
    }

    /// Words between blanks. A chat is no shell: quotes and backslashes are only themselves.
    private static final class Words implements Parser {
        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            List<String> words = new ArrayList<>();
            int index = 0;
            int within = 0;
            int start = 0;
            for (int i = 0; i <= line.length(); i++) {
                if (i == line.length() || Character.isWhitespace(line.charAt(i))) {
                    if (cursor >= start && cursor <= i) {
                        index = words.size();
                        within = cursor - start;
                    }
                    words.add(line.substring(start, i));
                    start = i + 1;
                }
            }
            return new Split(line, cursor, words, index, within);
        }

        @Override
        public boolean isEscapeChar(char ch) {
            return false;
        }
    }

    private record Split(String line, int cursor, List<String> words, int wordIndex, int wordCursor)
            implements ParsedLine {
        @Override
        public String word() {
            return words.get(wordIndex);
        }
    }
}
