package dev.tomo.cli;

import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import dev.tomo.model.Model;
import dev.tomo.model.ModelSpec;
import dev.tomo.model.Reply;
import dev.tomo.model.ReplySink;
import dev.tomo.prompt.SystemPrompt;
import dev.tomo.session.Limits;
import dev.tomo.session.Session;
import dev.tomo.session.SessionListener;
import dev.tomo.session.TurnEnd;
import dev.tomo.store.Database;
import dev.tomo.store.Transcript;
import dev.tomo.terminal.SafeText;
import dev.tomo.tool.Approver;
import dev.tomo.tool.Dispatcher;
import dev.tomo.tool.Policy;
import dev.tomo.tool.RegisteredTool;
import dev.tomo.tool.Tool;
import dev.tomo.tool.ToolCall;
import dev.tomo.tool.ToolRegistry;
import dev.tomo.tool.ToolResult;
import dev.tomo.wire.Dialect;
import dev.tomo.wire.ModelInput;
import dev.tomo.wire.ToolSignature;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Measures how well a model addresses its tools: each message is a session of its own, with the real prompt, dialect
/// and dispatcher. What tools answer is canned, as the file says it; a tool the file says nothing of is judged by its
/// recipient alone.
final class LiveMeasure {
    private static final Pattern FIRST_PERSON = Pattern.compile("\\b(I|I'm|I've|my|me|mine)\\b");

    private final App app;
    private final ModelSpec spec;
    private final boolean json;
    private final PrintStream out;

    LiveMeasure(App app, ModelSpec spec, boolean json) {
        this.app = app;
        this.spec = spec;
        this.json = json;
        this.out = app.surroundings().out();
    }

    /// What a model did with one message.
    ///
    /// @param recipient the first tool it called, or `none`
    /// @param endToEnd empty: there was nothing to judge but the recipient
    private record Judged(
            LiveMessage message,
            String recipient,
            String body,
            String answer,
            Optional<Boolean> endToEnd,
            long millis) {
        boolean rightRecipient() {
            return recipient.equals(message.kind());
        }

        Map<String, Object> json() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("message", message.message());
            fields.put("class", message.kind());
            fields.put("recipient", recipient);
            fields.put("body", body);
            fields.put("answer", answer);
            fields.put("right_recipient", rightRecipient());
            endToEnd.ifPresent(right -> fields.put("end_to_end", right));
            fields.put("ms", millis);
            return fields;
        }
    }

    /// @return the exit status
    int run(List<Path> files) {
        List<LiveMessage> messages =
                files.stream().flatMap(file -> LiveMessage.read(file).stream()).toList();
        List<Judged> all = new ArrayList<>();
        Counting counting = new Counting(app.model(spec));
        try (counting) {
            SystemPrompt prompt = app.prompt(spec, List.of());
            counting.prepare(app.beginning(spec, prompt.preface().withoutTail()));
            for (LiveMessage message : messages) {
                Judged judged = judge(counting, message);
                all.add(judged);
                show(judged);
            }
        }
        summarise(all, counting.promptTokens);
        return Exit.OK;
    }

    private Judged judge(Model model, LiveMessage message) {
        try (Database database = Database.inMemory()) {
            Watching watching = new Watching();
            ToolRegistry registry = canned(message);
            Dialect dialect = App.dialect(spec, registry);
            SystemPrompt prompt = app.prompt(spec, message.memories());
            Transcript transcript = new Transcript(database, app.surroundings().clock());
            Session session = Session.begin(
                    transcript.start(spec.name(), dialect.name()),
                    new Session.Parts(
                            transcript,
                            model,
                            dialect,
                            prompt.preface(),
                            new Dispatcher(registry, new Policy(Approver.NOBODY)),
                            Limits.DEFAULT));
            long began = System.nanoTime();
            TurnEnd end = watching.watch(session, message.message(), !judgedByRecipientAlone(message));
            long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            if (end instanceof TurnEnd.Failed(String problem)) {
                throw new UserException(problem);
            }
            return watching.judged(message, millis);
        }
    }

    /// Neither an answer nor a canned result: there is nothing to run here.
    private static boolean judgedByRecipientAlone(LiveMessage message) {
        return !message.kind().equals(LiveMessage.NONE)
                && !message.kind().equals("bio")
                && message.result().isEmpty();
    }

    private ToolRegistry canned(LiveMessage message) {
        List<RegisteredTool> tools = new ArrayList<>();
        for (RegisteredTool tool : app.registry(spec).tools()) {
            ToolSignature signature = tool.tool().signature();
            tools.add(new RegisteredTool(
                    new Canned(signature, message), RegisteredTool.Confirm.NEVER, tool.timeout(), false));
        }
        return new ToolRegistry(tools);
    }

    /// Answers as the file says.
    private record Canned(ToolSignature signature, LiveMessage message) implements Tool {
        @Override
        public ToolResult run(ToolCall call) {
            if (signature.name().equals("bio")) {
                boolean forget = call.body().regionMatches(true, 0, "forget", 0, "forget".length());
                return ToolResult.ok(
                        forget
                                ? "Forgotten."
                                : "Saved as memory " + (message.memories().size() + 1) + ".");
            }
            return ToolResult.ok(message.result().orElse("(done)"));
        }
    }

    private void show(Judged judged) {
        if (json) {
            out.println(Json.line(judged.json()));
        } else if (!judged.rightRecipient() || !judged.endToEnd().orElse(true)) {
            out.println("MISS [" + judged.message().kind() + "] "
                    + SafeText.shown(judged.message().message()));
            out.println("     to=" + judged.recipient() + " "
                    + SafeText.shown(judged.body().replace("\n", "\n     ")));
            out.println("     answer: " + SafeText.shown(judged.answer().replace("\n", "\n     ")));
        }
    }

    private void summarise(List<Judged> all, int promptTokens) {
        Map<String, Object> classes = new LinkedHashMap<>();
        for (String kind :
                all.stream().map(one -> one.message().kind()).distinct().toList()) {
            List<Judged> those = all.stream()
                    .filter(one -> one.message().kind().equals(kind))
                    .toList();
            classes.put(kind, figures(those));
        }
        Map<String, Object> total = figures(all);
        total.put("classes", classes);
        total.put("prompt_tokens", promptTokens);
        if (json) {
            out.println(Json.line(total));
            return;
        }
        classes.forEach((kind, figures) -> out.println(kind + ": " + figures));
        out.println("all: right recipient " + total.get("recipient") + ", end to end "
                + total.getOrDefault("end_to_end", "not judged") + ", prompt " + promptTokens + " tokens, median "
                + total.get("median_ms") + " ms");
    }

    private static Map<String, Object> figures(List<Judged> judged) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("messages", judged.size());
        figures.put(
                "recipient", share(judged.stream().map(Judged::rightRecipient).toList()));
        List<Boolean> ends =
                judged.stream().map(Judged::endToEnd).flatMap(Optional::stream).toList();
        if (!ends.isEmpty()) {
            figures.put("end_to_end", share(ends));
        }
        List<Long> millis = judged.stream().map(Judged::millis).sorted().toList();
        figures.put("median_ms", millis.isEmpty() ? 0 : millis.get(millis.size() / 2));
        return figures;
    }

    private static double share(List<Boolean> outcomes) {
        long right = outcomes.stream().filter(outcome -> outcome).count();
        return outcomes.isEmpty() ? 0 : Math.round(1000.0 * right / outcomes.size()) / 1000.0;
    }

    /// Watches one session: the first call, and the last thing that was said.
    private static final class Watching implements SessionListener {
        private Optional<Message> firstCall = Optional.empty();
        private String answer = "";
        private boolean stopAtCall;

        /// @param whole whether the turn goes on after the first call
        TurnEnd watch(Session session, String text, boolean whole) {
            stopAtCall = !whole;
            return session.send(text, this);
        }

        Judged judged(LiveMessage message, long millis) {
            String recipient =
                    firstCall.flatMap(Message::recipient).map(Recipient::name).orElse(LiveMessage.NONE);
            String body = firstCall.map(Message::text).orElse("");
            return new Judged(message, recipient, body, answer, endToEnd(message, recipient, body), millis);
        }

        private Optional<Boolean> endToEnd(LiveMessage message, String recipient, String body) {
            if (judgedByRecipientAlone(message)) {
                return Optional.empty();
            }
            boolean content = switch (message.kind()) {
                case LiveMessage.NONE -> all(message.want(), answer);
                case "bio" ->
                    all(message.want(), body) && !FIRST_PERSON.matcher(body).find();
                default ->
                    (message.wantAny().isEmpty()
                                    || message.wantAny().stream()
                                            .anyMatch(want -> want.matcher(body).find()))
                            && message.answer().stream()
                                    .allMatch(want -> want.matcher(answer).find());
            };
            return Optional.of(recipient.equals(message.kind()) && content);
        }

        private static boolean all(List<Pattern> patterns, String text) {
            return patterns.stream().allMatch(pattern -> pattern.matcher(text).find());
        }

        @Override
        public void shown(String piece) {}

        @Override
        public void reasoned(String piece) {}

        @Override
        public void messageEnded(Message message) {
            answer = message.text();
        }

        @Override
        public void callStarted(Message call) {
            if (firstCall.isEmpty()) {
                firstCall = Optional.of(call);
            }
            if (stopAtCall) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void callEnded(Message call, ToolResult result, Duration took) {}

        @Override
        public void notice(String line) {}

        @Override
        public void turnEnded(TurnEnd end) {}
    }

    /// The model, and how long its prompts were.
    private static final class Counting implements Model {
        private final Model model;
        private int promptTokens;

        private Counting(Model model) {
            this.model = model;
        }

        @Override
        public ModelSpec spec() {
            return model.spec();
        }

        @Override
        public void prepare(ModelInput beginning) {
            model.prepare(beginning);
        }

        @Override
        public Reply reply(ModelInput input, ReplySink sink) throws InterruptedException {
            Reply reply = model.reply(input, sink);
            promptTokens = Math.max(promptTokens, reply.usage().prompt());
            return reply;
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
