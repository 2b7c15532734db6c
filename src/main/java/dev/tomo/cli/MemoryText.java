package dev.tomo.cli;

import dev.tomo.store.Decision;
import dev.tomo.store.Forgetting;
import dev.tomo.store.Memory;
import dev.tomo.store.MemoryEvent;
import dev.tomo.store.Remembered;
import dev.tomo.store.Undone;
import dev.tomo.store.WaitingChange;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is said to a person about memories, in the chat and by the commands alike.
final class MemoryText {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private MemoryText() {}

    /// As in the prompt: `1. [2024-02-14]. text`.
    static String line(Memory memory) {
        return memory.number() + ". [" + memory.savedOn() + "]. " + memory.text();
    }

    static String line(WaitingChange change) {
        return change.id() + "  " + verb(change.op()) + "  \"" + change.text() + "\"  (" + change.reason() + ")";
    }

    /// @throws UserException when there is no such memory
    static Memory find(List<Memory> memories, int number) {
        return memories.stream()
                .filter(memory -> memory.number() == number)
                .findFirst()
                .orElseThrow(() -> new UserException(noSuch(String.valueOf(number))));
    }

    private static String noSuch(String what) {
        return "no memory " + what + "; './tomo memory list' or /memory shows what there is";
    }

    /// A memory with everything that happened to it.
    static List<String> whole(Memory memory, List<MemoryEvent> history) {
        List<String> lines = new ArrayList<>();
        lines.add(line(memory) + (memory.pinned() ? "  (pinned)" : ""));
        lines.add("id " + memory.id());
        for (MemoryEvent event : history) {
            lines.add("%s  %s by %s%s%s"
                    .formatted(
                            MINUTE.format(event.at()),
                            verb(event.op()),
                            event.actor().equals("person") ? "you" : "the model",
                            event.session()
                                    .map(session -> " in session " + session)
                                    .orElse(""),
                            event.text().map(text -> ": \"" + text + "\"").orElse("")));
        }
        return lines;
    }

    static String said(Remembered remembered) {
        return switch (remembered) {
            case Remembered.Saved(Memory memory) -> "Remembered as " + memory.number() + ": \"" + memory.text() + "\"";
            case Remembered.Known(Memory memory) ->
                "Known already as " + memory.number() + ": \"" + memory.text() + "\"";
            case Remembered.Waiting(WaitingChange change) -> "Waits for your review: \"" + change.text() + "\"";
            case Remembered.Refused(var reason, String why) -> "Not remembered: " + why;
        };
    }

    static String said(Forgetting forgetting) {
        return switch (forgetting) {
            case Forgetting.Forgotten(Memory memory) -> "Forgot " + memory.number() + ": \"" + memory.text() + "\"";
            case Forgetting.Waiting(WaitingChange change) -> "Waits for your review: \"" + change.text() + "\"";
            case Forgetting.Ambiguous(List<Memory> candidates) ->
                "Which one? "
                        + candidates.stream()
                                .map(memory -> memory.number() + ": \"" + memory.text() + "\"")
                                .collect(Collectors.joining("; "));
            case Forgetting.NoSuch() -> noSuch("like that");
            case Forgetting.Refused(var reason, String why) -> "Not forgotten: " + why;
        };
    }

    /// @param id as the person wrote it
    static String said(Decision decision, String id) {
        return switch (decision) {
            case Decision.Approved(WaitingChange change) ->
                "Accepted " + id + ", " + verb(change.op()) + ": \"" + change.text() + "\"";
            case Decision.Rejected(WaitingChange change) -> "Rejected " + id + ": \"" + change.text() + "\"";
            case Decision.Settled(WaitingChange change) ->
                "Nothing to do any more for " + id + ": \"" + change.text() + "\"";
            case Decision.NoSuch() -> "Nothing waits under the id " + id + "; './tomo memory review' lists what does.";
        };
    }

    static String said(Optional<Undone> undone) {
        return undone.map(change -> "Taken back: " + verb(change.op()) + " \"" + change.text() + "\"")
                .orElse("There is nothing to take back.");
    }

    private static String verb(MemoryEvent.Op op) {
        return switch (op) {
            case REMEMBER -> "remembered";
            case FORGET -> "forgotten";
            case RESTORE -> "restored";
            case PIN -> "pinned";
            case UNPIN -> "unpinned";
            case APPROVE -> "approved";
            case REJECT -> "rejected";
            case UNDO -> "undone";
        };
    }
}
