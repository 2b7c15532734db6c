package dev.tomo.tool.bio;

import dev.tomo.message.Content;
import dev.tomo.store.Forgetting;
import dev.tomo.store.Memory;
import dev.tomo.store.MemoryLog;
import dev.tomo.store.MemoryOrigin;
import dev.tomo.store.Remembered;
import dev.tomo.store.StoreException;
import dev.tomo.tool.Tool;
import dev.tomo.tool.ToolCall;
import dev.tomo.tool.ToolResult;
import dev.tomo.tool.ToolResult.Status;
import dev.tomo.wire.ToolSignature;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Keeps and forgets facts about the person. The model is told exactly what happened, and so is the person, with the
/// very text.
public final class BioTool implements Tool {
    private final ToolSignature signature;
    private final MemoryLog memories;

    /// @param signature as the tool's file declares it
    public BioTool(ToolSignature signature, MemoryLog memories) {
        this.signature = signature;
        this.memories = memories;
    }

    /// A `bio` for temporary chats: it reads and writes nothing, and says so.
    public static Tool off(ToolSignature signature) {
        return new Off(signature);
    }

    private record Off(ToolSignature signature) implements Tool {
        @Override
        public ToolResult run(ToolCall call) {
            return ToolResult.of(
                            Status.REFUSED,
                            "Memory is off in this chat, which is temporary: nothing was saved or forgotten.")
                    .withNotice("This chat is temporary: nothing is remembered or forgotten.");
        }
    }

    @Override
    public ToolSignature signature() {
        return signature;
    }

    @Override
    public ToolResult run(ToolCall call) {
        ToolCall.Origin from = call.origin();
        MemoryOrigin origin = MemoryOrigin.model(from.session(), from.message(), from.turn(), from.tainted());
        try {
            return joined(BioBody.read(call.body()).stream()
                    .map(request -> answer(request, origin))
                    .toList());
        } catch (StoreException unusable) {
            return ToolResult.failed("Memory cannot be used at the moment, nothing was saved or forgotten: "
                            + unusable.getMessage())
                    .withNotice("Memory cannot be used: " + unusable.getMessage());
        }
    }

    /// What became of one request.
    ///
    /// @param model for the model
    /// @param person for the person, one line
    /// @param changed whether the memories are other than before
    private record Answer(Status status, String model, String person, boolean changed) {
        static Answer changed(String model, String person) {
            return new Answer(Status.OK, model, person, true);
        }

        static Answer same(Status status, String model, String person) {
            return new Answer(status, model, person, false);
        }
    }

    private Answer answer(BioRequest request, MemoryOrigin origin) {
        return switch (request) {
            case BioRequest.Remember(String fact) -> remembered(memories.remember(fact, origin));
            case BioRequest.ForgetNumber(int number) -> forgotten(memories.forget(number, origin), "memory " + number);
            case BioRequest.ForgetWords(String words) ->
                forgotten(memories.forget(words, origin), "memory that says “" + words + "”");
        };
    }

    private static Answer remembered(Remembered outcome) {
        return switch (outcome) {
            case Remembered.Saved(Memory memory) ->
                Answer.changed("Saved as memory " + memory.number() + ".", "Remembered: " + quoted(memory.text()));
            case Remembered.Known(Memory memory) ->
                Answer.same(
                        Status.OK,
                        "Already known as memory " + memory.number() + "; nothing was added.",
                        "Already remembered: " + quoted(memory.text()));
            case Remembered.Waiting(var change) ->
                Answer.same(
                        Status.OK,
                        "Not saved yet: it waits for the person's review, since " + change.reason() + ".",
                        "Waits for your review: " + quoted(change.text()));
            case Remembered.Refused(var reason, String why) ->
                Answer.same(Status.FAILED, "Not saved: " + why + ".", "Not remembered: " + why + ".");
        };
    }

    private static Answer forgotten(Forgetting outcome, String meant) {
        return switch (outcome) {
            case Forgetting.Forgotten(Memory memory) ->
                Answer.changed(
                        "Forgot memory " + memory.number() + ": " + memory.text(),
                        "Forgotten: " + quoted(memory.text()));
            case Forgetting.Waiting(var change) ->
                Answer.same(
                        Status.OK,
                        "Not forgotten yet: it waits for the person's review, since " + change.reason() + ".",
                        "Waits for your review: to forget " + quoted(change.text()));
            case Forgetting.Ambiguous(List<Memory> candidates) -> ambiguous(candidates);
            case Forgetting.NoSuch() ->
                Answer.same(
                        Status.FAILED,
                        "Nothing was forgotten: there is no " + meant + ".",
                        "Nothing forgotten: there is no " + meant + ".");
            case Forgetting.Refused(var reason, String why) ->
                Answer.same(Status.FAILED, "Nothing was forgotten: " + why + ".", "Nothing forgotten: " + why + ".");
        };
    }

    private static Answer ambiguous(List<Memory> candidates) {
        String list = candidates.stream()
                .map(memory -> memory.number() + ". " + memory.text())
                .collect(Collectors.joining("\n"));
        return Answer.same(
                Status.OK,
                (candidates.size() == 1
                                ? "Nothing was forgotten: no memory says just that. The nearest one:\n"
                                : "Nothing was forgotten: more than one memory fits:\n")
                        + list
                        + "\nCall again with \"forget\" and the number that is meant, or ask the person.",
                "Nothing forgotten yet: "
                        + (candidates.size() == 1 ? "one memory is like it." : candidates.size() + " memories fit."));
    }

    private static ToolResult joined(List<Answer> answers) {
        Status status = answers.stream().anyMatch(answer -> answer.status() == Status.OK) ? Status.OK : Status.FAILED;
        String model = answers.stream().map(Answer::model).collect(Collectors.joining("\n"));
        String person = answers.stream().map(Answer::person).collect(Collectors.joining(" · "));
        return new ToolResult(status, Content.text(model), Optional.of(person + undo(answers)));
    }

    private static String undo(List<Answer> answers) {
        long changes = answers.stream().filter(Answer::changed).count();
        return changes == 0 ? "" : changes == 1 ? " · /undo takes it back" : " · /undo takes back the last";
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
