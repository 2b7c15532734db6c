package dev.tomo.cli;

import dev.tomo.model.CatalogEntry;
import dev.tomo.model.ModelCatalog;
import dev.tomo.model.ModelSpec;
import dev.tomo.terminal.ChatTerminal;
import dev.tomo.terminal.Renderer;
import dev.tomo.terminal.Repl;
import dev.tomo.terminal.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `./tomo`: a chat at the terminal, until the person leaves.
final class ChatCommand {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    private static final List<String> FIRST_STEPS = List.of(
            "Three things to try:",
            "  Remember that I take the train to work.   and, after /new: How do I get to work?",
            "  /prompt                                   what the model was told, word for word",
            "  /memory                                   what is kept about you; /undo takes the last change back");

    private final App app;
    private final Arguments arguments;

    ChatCommand(App app, Arguments arguments) {
        this.app = app;
        this.arguments = arguments;
    }

    /// @return the exit status
    int run() throws IOException {
        ModelSpec spec = app.choose(arguments.model());
        Optional<Path> history = app.temporary()
                ? Optional.empty()
                : Optional.of(app.memoryDirectory().resolve("history"));
        boolean first = history.isPresent() && Files.notExists(history.get());
        try (ChatTerminal terminal = ChatTerminal.open(app.surroundings().environment(), history)) {
            Waiting waiting = new Waiting(terminal.screen(), PATIENCE);
            Renderer renderer = new Renderer(terminal.screen(), waiting, arguments.reasoning());
            Conversations conversations =
                    new Conversations(app, spec, arguments.resume(), renderer, terminal.approver(waiting));
            Repl repl = new Repl(terminal, conversations);
            // A closed window or a kill ends the program from outside; what has arrived is kept and no child stays.
            Thread farewell = new Thread(() -> {
                repl.close();
                conversations.close();
            });
            Runtime.getRuntime().addShutdownHook(farewell);
            try (conversations) {
                repl.run(greeting(spec, first));
            }
        }
        return Exit.OK;
    }

    /// The catalog's entry for a model of this machine that is not here yet.
    private Optional<CatalogEntry> toFetch(ModelSpec spec) {
        return spec.url().isPresent()
                ? Optional.empty()
                : ModelCatalog.find(spec.model())
                        .filter(entry -> app.surroundings().models().find(entry).isEmpty());
    }

    /// @param first whether nobody has chatted here before
    private List<String> greeting(ModelSpec spec, boolean first) {
        List<String> lines = new ArrayList<>();
        lines.add("Tomo · " + spec.name() + " answers, " + spec.why());
        lines.add("/model changes that, /help shows the rest.");
        if (spec.small()) {
            lines.add("A small model on this machine: it uses its tools, and is weak on facts.");
        }
        toFetch(spec)
                .ifPresent(entry -> lines.add("It is being fetched, once: " + entry.bytes() / 1_000_000
                        + " MB. Your first message waits for it; /model chooses another."));
        if (app.temporary()) {
            lines.add("A temporary chat: nothing is read from memory and nothing is written.");
        }
        if (first) {
            lines.addAll(FIRST_STEPS);
        }
        return lines;
    }
}
