package dev.tomo.terminal;

import dev.tomo.terminal.Screen.Style;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A chat: asks for a line, sends it or runs the command it is, and asks again.
///
/// [#run] owns the turns. Ctrl-C and [#close], from other threads, only interrupt the one that is running; pressed
/// again, Ctrl-C interrupts it again, which is how a tool learns not to wait for its program to end by itself.
public final class Repl implements AutoCloseable {
    /// How long a turn may take to keep what it has when the program is told to end.
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final ChatTerminal terminal;
    private final Screen screen;
    private final Chat chat;
    private final Object turn = new Object();
    private final CountDownLatch idle = new CountDownLatch(1);
    private Optional<Thread> running = Optional.empty();
    private boolean closing;

    /// @param terminal not closed here
    public Repl(ChatTerminal terminal, Chat chat) {
        this.terminal = terminal;
        this.screen = terminal.screen();
        this.chat = chat;
    }

    /// Runs until the person leaves.
    ///
    /// @param greeting what stands above the first prompt
    public void run(List<String> greeting) {
        SlashCommands commands = new SlashCommands(chat, screen);
        terminal.onInterrupt(this::interrupt);
        LineInput input = terminal.input(SlashCommands.ALL);
        if (!greeting.isEmpty()) {
            screen.lines(Style.PLAIN, greeting);
            screen.gap();
        }
        try {
            boolean stays = true;
            while (stays && !isClosing()) {
                stays = answer(input.read(), commands);
            }
        } finally {
            idle.countDown();
        }
    }

    /// Stops what is running and waits, shortly, until it has kept what it had. For a program that is told to end.
    @Override
    public void close() {
        boolean waits;
        synchronized (turn) {
            closing = true;
            waits = running.isPresent();
            running.ifPresent(Thread::interrupt);
        }
        try {
            if (waits) {
                idle.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        terminal.leave();
    }

    private boolean answer(Typed typed, SlashCommands commands) {
        return switch (typed) {
            case Typed.Left() -> false;
            case Typed.Interrupted(boolean discarded) -> {
                if (!discarded) {
                    screen.line(Style.DIM, "Ctrl-D or /quit leaves.");
                }
                yield true;
            }
            case Typed.Text(String text) -> text.isBlank() || act(text, commands);
        };
    }

    /// Sends a text or runs the command it is, on this thread, so that it can be interrupted.
    private boolean act(String text, SlashCommands commands) {
        synchronized (turn) {
            if (closing) {
                return false;
            }
            running = Optional.of(Thread.currentThread());
        }
        terminal.markPastes();
        try {
            if (SlashCommands.isCommand(text)) {
                return commands.run(text);
            }
            chat.send(text);
            screen.gap();
            return true;
        } catch (RuntimeException e) {
            screen.line(Style.ERROR, chat.explain(e));
            return true;
        } finally {
            synchronized (turn) {
                running = Optional.empty();
                Thread.interrupted(); // an interruption that came too late must not reach the next prompt
            }
        }
    }

    private void interrupt() {
        synchronized (turn) {
            running.ifPresent(Thread::interrupt);
        }
    }

    private boolean isClosing() {
        synchronized (turn) {
            return closing;
        }
    }
}
