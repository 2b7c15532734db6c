package dev.tomo.tool;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// Decides whether a call may run. Nothing a model or a page says counts here; only the tool's file and the person do.
/// One for each session, used by the session's turns.
public final class Policy {
    private final Approver approver;
    private final Set<String> allowedForSession = new HashSet<>();

    public Policy(Approver approver) {
        this.approver = approver;
    }

    /// @return why the call may not run, worded for the model; empty: it may
    Optional<String> objection(RegisteredTool tool, ToolCall call) throws InterruptedException {
        return switch (tool.confirm()) {
            case NEVER -> Optional.empty();
            case ONCE -> allowedForSession.contains(tool.name()) ? Optional.empty() : ask(tool, call, true);
            case ALWAYS -> ask(tool, call, false);
        };
    }

    private Optional<String> ask(RegisteredTool tool, ToolCall call, boolean forSession) throws InterruptedException {
        String what = "Run " + call.recipient() + (forSession ? " in this chat?" : "?");
        return switch (approver.ask(new Approver.Question(what, call.body()))) {
            case YES -> {
                if (forSession) {
                    allowedForSession.add(tool.name());
                }
                yield Optional.empty();
            }
            case NO -> Optional.of("refused: the user said no. Do not try it again unless the user asks for it.");
            case NOBODY_THERE ->
                Optional.of("refused: " + tool.name() + " asks the user first, and nobody is there to ask. The user can"
                        + " run it in an interactive chat, or set 'confirm: never' in the tool's file.");
        };
    }
}
