package dev.tomo.terminal;

import dev.tomo.tool.Approver;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;
import org.jline.utils.InfoCmp.Capability;

/// The terminal that Tomo was started in, for as long as a chat lasts: keys are read as they are typed, and what is
/// typed while a reply is shown waits, unseen, for the next prompt. [#close] leaves it as it was found.
public final class ChatTerminal implements AutoCloseable {
    private static final String PASTES_MARKED = "\u001b[?2004h";
    private static final String PASTES_UNMARKED = "\u001b[?2004l";

    /// Terminals that understand what xterm understands, whatever they are called.
    private static final List<String> LIKE_XTERM = List.of(
            "xterm",
            "tmux",
            "alacritty",
            "foot",
            "ghostty",
            "kitty",
            "wezterm",
            "konsole",
            "vte",
            "gnome",
            "st-",
            "contour",
            "rio",
            "iterm",
            "nsterm");

    /// Held, because a logger that nobody holds forgets its level.
    private static final Logger EDITORS_LOG = Logger.getLogger("org.jline");

    private final Terminal terminal;
    private final Attributes found;
    private final Screen screen;
    private final Optional<Path> history;

    private ChatTerminal(Terminal terminal, Screen screen, Optional<Path> history) {
        this.terminal = terminal;
        this.screen = screen;
        this.history = history;
        this.found = terminal.enterRawMode();
        Attributes listening = terminal.getAttributes();
        // While nothing is being edited nobody reads keys, so Ctrl-C has to come as a signal.
        listening.setLocalFlag(LocalFlag.ISIG, true);
        terminal.setAttributes(listening);
    }

    /// Opens the terminal at standard input and output. Where there is none, lines are read and written plainly.
    ///
    /// @param environment `TERM` and `NO_COLOR` count
    /// @param history where lines are kept from one chat to the next; empty: nowhere
    public static ChatTerminal open(Map<String, String> environment, Optional<Path> history) throws IOException {
        EDITORS_LOG.setLevel(Level.OFF);
        // The editor has a key for Ctrl-C; made a signal as well, one press would be taken for two.
        System.setProperty(TerminalBuilder.PROP_SOFTWARE_SIGNALS, "false");
        String type = environment.getOrDefault("TERM", "dumb");
        describe(type);
        Terminal terminal = TerminalBuilder.builder()
                .name("tomo")
                .system(true)
                .provider("jni")
                .type(type)
                .encoding(encoding(Charset.forName(System.getProperty("native.encoding", "UTF-8"))))
                .dumb(true)
                .graphemeCluster(false)
                .build();
        Screen screen = new Screen(terminal.writer(), abilities(terminal, environment), terminal::getColumns);
        return new ChatTerminal(terminal, screen, history);
    }

    /// What the person sees.
    public Screen screen() {
        return screen;
    }

    /// Runs something whenever Ctrl-C is pressed while no line is being edited. It runs on a thread of its own and must
    /// return at once.
    void onInterrupt(Runnable action) {
        terminal.handle(Signal.INT, signal -> action.run());
    }

    /// Asks for lines, completing commands from these.
    LineInput input(List<SlashCommands.Command> commands) {
        return new EditedInput(terminal, screen, history, commands);
    }

    /// Asks the person whether something may be done, in the middle of a turn.
    ///
    /// @param waiting stands aside for the question
    public Approver approver(Waiting waiting) {
        return new AskedPerson(terminal, screen, waiting);
    }

    /// Says that pastes are to be marked as such, also while nothing is being edited: a paste into a reply that is
    /// still being shown stays one message.
    void markPastes() {
        screen.control(PASTES_MARKED);
    }

    /// Takes back everything that another program in this terminal would stumble over. Safe to call from any thread,
    /// and when the terminal is gone.
    void leave() {
        screen.clearStatus();
        screen.control(PASTES_UNMARKED);
    }

    @Override
    public void close() throws IOException {
        leave();
        terminal.setAttributes(found);
        terminal.close();
    }

    private static Screen.Abilities abilities(Terminal terminal, Map<String, String> environment) {
        boolean moves = !terminal.getType().startsWith(Terminal.TYPE_DUMB);
        Integer colours = terminal.getNumericCapability(Capability.max_colors);
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Screen.Abilities(moves, moves && wanted && colours != null && colours >= 8);
    }

    /// Plain ASCII is what a machine says that was never told its language, and its terminal reads UTF-8 all the same.
    private static Charset encoding(Charset declared) {
        return declared.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : declared;
    }

    /// Spares the editor the program `infocmp`, which it would start to ask what the terminal can do.
    private static void describe(String type) {
        String like = type.startsWith("screen")
                ? "screen-256color"
                : LIKE_XTERM.stream().anyMatch(type::startsWith) ? "xterm-256color" : type;
        String description = InfoCmp.getDefaultInfoCmp(like);
        if (description != null) {
            InfoCmp.setLoadedInfoCmp(type, description);
        }
    }
}
