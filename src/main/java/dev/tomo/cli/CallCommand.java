package dev.tomo.cli;

import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import dev.tomo.store.SessionRecord;
import dev.tomo.store.Transcript;
import dev.tomo.tool.Approver;
import dev.tomo.tool.Dispatcher;
import dev.tomo.tool.Policy;
import dev.tomo.tool.ToolCall;
import dev.tomo.tool.ToolRegistry;
import dev.tomo.tool.ToolResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tomo call`: a tool run by hand, on the way that a model's call takes: transcript, policy, deadline, one result.
@Command(name = "call", description = "Run a tool exactly as a model's call would, and print its result.")
final class CallCommand implements Callable<Integer> {
    private static final String MODEL = "by hand";

    private final App app;

    @Parameters(index = "0", paramLabel = "TOOL", description = "The tool, or one of its functions: browser.search.")
    private String tool = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "BODY",
            description = "What is sent to it; left out: standard input.")
    private Optional<String> body = Optional.empty();

    @Option(names = "--yes", description = "Answer with yes where the tool asks first.")
    private boolean yes;

    @Mixin
    private final Output output = new Output();

    CallCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws IOException {
        if (tool.isBlank()) {
            throw new UserException(UserException.Kind.USAGE, "expected a tool's name; './tomo tools list' shows them");
        }
        String sent = body.isPresent()
                ? body.get()
                : new String(app.surroundings().in().readAllBytes(), StandardCharsets.UTF_8);
        ToolRegistry registry = app.registry();
        Recipient recipient = registry.toolset().resolve(tool).orElseGet(() -> new Recipient(tool));
        ToolResult result = run(registry, Message.call(recipient, sent.strip()));
        boolean ok = result.status() == ToolResult.Status.OK;
        String status = result.status().name().toLowerCase(Locale.ROOT);
        String text = result.content().text();
        output.print(app.surroundings().out(), Map.of("status", status, "result", text), List.of(text));
        return ok ? Exit.OK : Exit.FAILURE;
    }

    private ToolResult run(ToolRegistry registry, Message call) {
        Transcript transcript = app.transcript();
        SessionRecord session = transcript.start(MODEL, "none");
        long id = transcript.append(session.id(), call);
        ToolCall.Origin origin = new ToolCall.Origin(session.id(), id, 1, false);
        ToolResult result = new Dispatcher(registry, new Policy(approver()))
                .dispatch(call, origin)
                .result();
        transcript.append(
                session.id(),
                Message.result(
                        call.recipient().orElseThrow().name(), result.content().text()));
        return result;
    }

    private Approver approver() {
        if (yes) {
            return question -> Approver.Answer.YES;
        }
        return app.surroundings().interactive() && body.isPresent()
                ? new LineApprover(app.surroundings().in(), app.surroundings().err())
                : Approver.NOBODY;
    }
}
