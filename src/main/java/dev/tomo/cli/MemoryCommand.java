package dev.tomo.cli;

import dev.tomo.store.Decision;
import dev.tomo.store.Forgetting;
import dev.tomo.store.Memory;
import dev.tomo.store.MemoryEvent;
import dev.tomo.store.MemoryLog;
import dev.tomo.store.MemoryOrigin;
import dev.tomo.store.Remembered;
import dev.tomo.store.WaitingChange;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tomo memory`: what is remembered, where it comes from, and how it is changed.
@Command(name = "memory", description = "What is remembered about you.")
final class MemoryCommand implements Runnable {
    private final App app;

    @Mixin
    private final Output output = new Output();

    MemoryCommand(App app) {
        this.app = app;
    }

    @Override
    public void run() {
        list(output);
    }

    @Command(name = "list", description = "List the memories, numbered as in the prompt.")
    void list(@Mixin Output how) {
        List<Memory> memories = log().memories();
        how.print(
                out(),
                Map.of("memories", memories.stream().map(MemoryCommand::json).toList()),
                memories.isEmpty()
                        ? List.of("Nothing is remembered yet. ./tomo memory add TEXT adds a fact.")
                        : memories.stream().map(MemoryText::line).toList());
    }

    @Command(name = "show", description = "Show one memory with everything that happened to it.")
    void show(
            @Parameters(paramLabel = "NUMBER", description = "Its number in the list.") int number, @Mixin Output how) {
        Memory memory = MemoryText.find(log().memories(), number);
        List<MemoryEvent> history = log().history(memory.id());
        Map<String, Object> value = json(memory);
        value.put("history", history.stream().map(MemoryCommand::json).toList());
        how.print(out(), value, MemoryText.whole(memory, history));
    }

    @Command(name = "add", description = "Save a fact in your own name.")
    int add(
            @Parameters(paramLabel = "TEXT", arity = "1..*", description = "One fact in plain words.")
                    List<String> words,
            @Mixin Output how) {
        Remembered remembered = log().remember(String.join(" ", words), MemoryOrigin.PERSON);
        return done(how, MemoryText.said(remembered), remembered instanceof Remembered.Refused);
    }

    @Command(name = "forget", description = "Forget a memory; undo or restore brings it back.")
    int forget(
            @Parameters(paramLabel = "NUMBER|WORDS", arity = "1..*", description = "Its number, or words of it.")
                    List<String> words,
            @Mixin Output how) {
        String what = String.join(" ", words);
        Forgetting forgetting = what.matches("\\d{1,9}")
                ? log().forget(Integer.parseInt(what), MemoryOrigin.PERSON)
                : log().forget(what, MemoryOrigin.PERSON);
        return done(how, MemoryText.said(forgetting), !(forgetting instanceof Forgetting.Forgotten));
    }

    @Command(name = "undo", description = "Take back the last change.")
    void undo(@Mixin Output how) {
        done(how, MemoryText.said(log().undo(MemoryOrigin.PERSON)), false);
    }

    @Command(name = "review", description = "List the changes that wait for you, or decide them.")
    int review(
            @Parameters(
                            paramLabel = "accept|reject ID",
                            arity = "0..*",
                            description = "Decide changes by their ids; without, list them.")
                    List<String> decision,
            @Mixin Output how) {
        if (decision == null || decision.isEmpty()) {
            List<WaitingChange> waiting = app.review().waiting();
            how.print(
                    out(),
                    Map.of("waiting", waiting.stream().map(MemoryCommand::json).toList()),
                    waiting.isEmpty()
                            ? List.of("Nothing waits for you.")
                            : waiting.stream().map(MemoryText::line).toList());
            return Exit.OK;
        }
        return decide(decision.getFirst(), decision.subList(1, decision.size()), how);
    }

    private int decide(String verb, List<String> ids, Output how) {
        boolean accept = verb.equals("accept");
        if (ids.isEmpty() || (!accept && !verb.equals("reject"))) {
            throw new UserException(
                    UserException.Kind.USAGE, "expected 'tomo memory review accept ID…' or 'reject ID…'");
        }
        List<String> lines = new ArrayList<>();
        boolean failed = false;
        for (String id : ids) {
            if (!id.matches("\\d{1,18}")) {
                throw new UserException(
                        UserException.Kind.USAGE, "expected an id of 'tomo memory review' but was '" + id + "'");
            }
            Decision decision = accept
                    ? app.review().approve(Long.parseLong(id), MemoryOrigin.PERSON)
                    : app.review().reject(Long.parseLong(id), MemoryOrigin.PERSON);
            failed |= decision instanceof Decision.NoSuch;
            lines.add(MemoryText.said(decision, id));
        }
        how.print(out(), Map.of("decided", lines), lines);
        return failed ? Exit.FAILURE : Exit.OK;
    }

    @Command(name = "path", description = "Print the file that holds everything.")
    void path() {
        out().println(app.memoryDirectory().resolve("tomo.db"));
    }

    private int done(Output how, String line, boolean failed) {
        how.print(out(), Map.of("ok", !failed, "message", line), List.of(line));
        return failed ? Exit.FAILURE : Exit.OK;
    }

    private static Map<String, Object> json(Memory memory) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", memory.number());
        fields.put("id", memory.id());
        fields.put("text", memory.text());
        fields.put("saved_on", memory.savedOn().toString());
        fields.put("pinned", memory.pinned());
        return fields;
    }

    private static Map<String, Object> json(MemoryEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", event.id());
        fields.put("op", event.op().name().toLowerCase(Locale.ROOT));
        fields.put("at", event.at().toString());
        fields.put("actor", event.actor());
        event.text().ifPresent(text -> fields.put("text", text));
        event.session().ifPresent(session -> fields.put("session", session));
        event.message().ifPresent(message -> fields.put("message", message));
        event.reason().ifPresent(reason -> fields.put("reason", reason));
        return fields;
    }

    private static Map<String, @Nullable Object> json(WaitingChange change) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("id", change.id());
        fields.put("op", change.op().name().toLowerCase(Locale.ROOT));
        fields.put("text", change.text());
        fields.put("session", change.session().orElse(null));
        fields.put("reason", change.reason());
        return fields;
    }

    private MemoryLog log() {
        return app.memories();
    }

    private PrintStream out() {
        return app.surroundings().out();
    }
}
