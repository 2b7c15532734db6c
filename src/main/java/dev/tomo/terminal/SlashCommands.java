package dev.tomo.terminal;

import dev.tomo.terminal.Screen.Style;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The commands of a chat: a line that begins with `/` and a word of letters.
final class SlashCommands {
    /// One command as `/help` and the completion know it.
    ///
    /// @param arguments how they are written; blank: there are none
    /// @param verbs what the first argument may be
    record Command(String name, String arguments, List<String> verbs, String help) {
        String usage() {
            return arguments.isEmpty() ? "/" + name : "/" + name + " " + arguments;
        }
    }

    static final List<Command> ALL = List.of(
            new Command("help", "", List.of(), "show this list"),
            new Command("new", "", List.of(), "begin a new session, with all memories in its prompt"),
            new Command("prompt", "", List.of(), "show the system prompt as the model reads it"),
            new Command(
                    "memory",
                    "[list | show N | add TEXT | forget N]",
                    List.of("list", "show", "add", "forget"),
                    "list what is remembered; also show N, add TEXT, forget N"),
            new Command("undo", "", List.of(), "take back the last change to the memories"),
            new Command("tools", "", List.of(), "show the tools the model can call"),
            new Command("model", "[NAME]", List.of(), "show which model answers; with a NAME, change it"),
            new Command("quit", "", List.of(), "leave, as Ctrl-D does"));

    private static final List<String> KEYS = List.of(
            "Ctrl-C stops a reply, or clears the line. A paste is one message.",
            "Alt-Enter, or \\ before Enter, begins a line. Ctrl-R searches earlier ones.");

    private final Chat chat;
    private final Screen screen;

    SlashCommands(Chat chat, Screen screen) {
        this.chat = chat;
        this.screen = screen;
    }

    /// Whether a line is meant as a command. A path (`/etc/hosts`) and a pasted text of several lines are not, unless
    /// that text begins with a command that exists.
    static boolean isCommand(String line) {
        String word = line.split("\\s", 2)[0];
        return word.matches("/[A-Za-z]+")
                && (line.indexOf('\n') < 0 || find(word).isPresent());
    }

    /// Runs a command.
    ///
    /// @param line one for which [#isCommand] is true
    /// @return whether the chat goes on
    boolean run(String line) {
        String[] words = line.strip().split("\\s+", 2);
        String rest = words.length > 1 ? words[1].strip() : "";
        Optional<Command> command = find(words[0]);
        if (command.isEmpty()) {
            screen.line(
                    Style.WARNING, "There is no " + words[0] + ". Did you mean /" + nearest(words[0]) + "? See /help.");
            return true;
        }
        return run(command.get(), rest);
    }

    private boolean run(Command command, String rest) {
        switch (command.name()) {
            case "help" -> help();
            case "new" -> screen.line(Style.PLAIN, chat.startNew());
            case "prompt" -> screen.line(Style.PLAIN, chat.systemPrompt().stripTrailing());
            case "memory" -> memory(command, rest);
            case "undo" -> screen.line(Style.PLAIN, chat.undo());
            case "tools" -> screen.lines(Style.PLAIN, chat.tools());
            case "model" -> model(rest);
            case "quit" -> {
                return false;
            }
            default -> throw new IllegalStateException("no code for /" + command.name());
        }
        return true;
    }

    private void help() {
        List<String> lines = ALL.stream()
                .map(command -> "%-9s %s".formatted("/" + command.name(), command.help()))
                .toList();
        screen.lines(Style.PLAIN, lines);
        screen.lines(Style.DIM, KEYS);
    }

    private void model(String name) {
        if (name.isEmpty()) {
            screen.lines(Style.PLAIN, chat.model());
        } else {
            screen.line(Style.PLAIN, chat.useModel(name));
        }
    }

    private void memory(Command command, String rest) {
        String[] words = rest.split("\\s+", 2);
        String argument = words.length > 1 ? words[1].strip() : "";
        switch (words[0].toLowerCase(Locale.ROOT)) {
            case "", "list" -> memories();
            case "show" ->
                number(argument).ifPresentOrElse(n -> screen.lines(Style.PLAIN, chat.memory(n)), () -> usage(command));
            case "forget" ->
                number(argument).ifPresentOrElse(n -> screen.line(Style.PLAIN, chat.forget(n)), () -> usage(command));
            case "add" -> {
                if (argument.isEmpty()) {
                    usage(command);
                } else {
                    screen.line(Style.PLAIN, chat.remember(argument));
                }
            }
            default -> usage(command);
        }
    }

    private void memories() {
        List<String> memories = chat.memories();
        screen.lines(Style.PLAIN, memories.isEmpty() ? List.of("Nothing is remembered yet.") : memories);
    }

    private void usage(Command command) {
        screen.line(Style.WARNING, "It is written " + command.usage() + ", with N as /memory list numbers them.");
    }

    private static Optional<Integer> number(String word) {
        return word.matches("[1-9][0-9]{0,8}") ? Optional.of(Integer.parseInt(word)) : Optional.empty();
    }

    private static Optional<Command> find(String word) {
        return ALL.stream()
                .filter(command -> word.equalsIgnoreCase("/" + command.name()))
                .findFirst();
    }

    private static String nearest(String word) {
        String wanted = word.substring(1).toLowerCase(Locale.ROOT);
        return ALL.stream()
                .map(Command::name)
                .min(Comparator.comparingInt(name -> distance(wanted, name)))
                .orElseThrow();
    }

    /// How many letters have to be changed, added or left out, where a beginning that is right counts for nothing:
    /// `mem` is nearest to `memory`.
    static int distance(String typed, String name) {
        if (name.startsWith(typed)) {
            return 0;
        }
        int[] row = new int[name.length() + 1];
        for (int j = 0; j <= name.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= typed.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= name.length(); j++) {
                int above = row[j];
                int changed = diagonal + (typed.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[name.length()];
    }
}
