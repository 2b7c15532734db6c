package dev.tomo.cli;

import dev.tomo.message.Conversation;
import dev.tomo.model.Model;
import dev.tomo.model.ModelSpec;
import dev.tomo.prompt.PromptFacts;
import dev.tomo.prompt.PromptLibrary;
import dev.tomo.prompt.SystemPrompt;
import dev.tomo.prompt.ToolFile;
import dev.tomo.session.Limits;
import dev.tomo.session.Session;
import dev.tomo.store.Database;
import dev.tomo.store.Memory;
import dev.tomo.store.MemoryLog;
import dev.tomo.store.MemoryReview;
import dev.tomo.store.SessionRecord;
import dev.tomo.store.Transcript;
import dev.tomo.tool.Approver;
import dev.tomo.tool.Dispatcher;
import dev.tomo.tool.Policy;
import dev.tomo.tool.ToolRegistry;
import dev.tomo.wire.Dialect;
import dev.tomo.wire.ModelInput;
import dev.tomo.wire.Preface;
import dev.tomo.wire.ToLine;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// Everything put together, each part when it is first needed. The only place that knows what stands behind a seam.
final class App implements AutoCloseable {
    private final Surroundings surroundings;
    private final boolean temporary;
    private final Lazy<Config> config;
    private final Lazy<PromptLibrary> library;
    private final Lazy<Database> database;

    /// @param temporary nothing is read from what lasts, and nothing is written to it
    App(Surroundings surroundings, boolean temporary) {
        this.surroundings = surroundings;
        this.temporary = temporary;
        this.config = new Lazy<>(() -> Config.read(surroundings.home()));
        this.library =
                new Lazy<>(() -> PromptLibrary.read(surroundings.home().resolve("prompts"), surroundings.searchPath()));
        this.database = new Lazy<>(() -> temporary ? Database.inMemory() : Database.open(surroundings.home()));
    }

    /// A session, and what it was made of.
    record Open(Session session, SessionRecord record, SystemPrompt prompt) {}

    Surroundings surroundings() {
        return surroundings;
    }

    Config config() {
        return config.get();
    }

    PromptLibrary library() {
        return library.get();
    }

    MemoryLog memories() {
        return new MemoryLog(database.get(), surroundings.clock());
    }

    MemoryReview review() {
        return new MemoryReview(database.get(), surroundings.clock());
    }

    Transcript transcript() {
        return new Transcript(database.get(), surroundings.clock());
    }

    Path memoryDirectory() {
        return surroundings.home().resolve("memory");
    }

    boolean temporary() {
        return temporary;
    }

    /// @param wanted what follows `--model`
    ModelSpec choose(Optional<String> wanted) {
        return new ModelChoice(config(), surroundings).choose(wanted);
    }

    /// The model behind a description. Whoever asks for it closes it.
    Model model(ModelSpec spec) {
        return new ModelFactory(surroundings).model(spec);
    }

    /// The system prompt that a new session would get.
    SystemPrompt prompt(ModelSpec spec, List<Memory> memories) {
        return prompt(spec, memories, dialect(spec, registry(spec)));
    }

    private SystemPrompt prompt(ModelSpec spec, List<Memory> memories, Dialect dialect) {
        PromptFacts facts = new PromptFacts(
                LocalDate.now(surroundings.clock()),
                spec.knowledgeCutoff(),
                spec.seesImages(),
                config().personality(),
                config().instructions(),
                memories);
        return spec.small()
                ? SystemPrompt.compact(library(), facts, dialect::escape)
                : SystemPrompt.full(library(), facts, dialect::escape);
    }

    /// Begins a session, or goes on with one. The model makes itself ready for it meanwhile.
    ///
    /// @param record the session to go on with; empty: a new one
    Open open(Model model, Approver approver, Optional<SessionRecord> record) {
        ModelSpec spec = model.spec();
        ToolRegistry registry = registry(spec);
        Dialect dialect = dialect(spec, registry);
        Transcript transcript = transcript();
        SessionRecord session = record.orElseGet(() -> transcript.start(spec.name(), dialect.name()));
        SystemPrompt prompt = prompt(spec, memories().promptMemories(session.id()), dialect);
        model.prepare(dialect.write(prompt.preface().withoutTail(), Conversation.EMPTY));
        Session.Parts parts = new Session.Parts(
                transcript,
                model,
                dialect,
                prompt.preface(),
                new Dispatcher(registry, new Policy(approver)),
                Limits.DEFAULT);
        return new Open(
                record.isPresent() ? Session.resume(session, parts) : Session.begin(session, parts), session, prompt);
    }

    /// What a conversation begins with for a model, as it is sent.
    ModelInput beginning(ModelSpec spec, Preface preface) {
        return dialect(spec, registry(spec)).write(preface, Conversation.EMPTY);
    }

    /// The session that `--continue` or `--resume` means.
    ///
    /// @throws UserException when there is none
    SessionRecord find(Arguments.Resume resume) {
        Optional<SessionRecord> found = resume.id().isPresent()
                ? transcript().get(resume.id().get())
                : transcript().sessions(1).stream().findFirst();
        return found.orElseThrow(() -> new UserException(
                "no session" + resume.id().map(id -> " '" + id + "'").orElse("")
                        + " to go on with; './tomo sessions list' shows what there is"));
    }

    /// The tools as the full prompt describes them, for calls by hand.
    ToolRegistry registry() {
        return registry(library().tools(false));
    }

    /// The tools as a model's prompt describes them.
    ToolRegistry registry(ModelSpec spec) {
        return registry(library().tools(spec.small()));
    }

    private ToolRegistry registry(List<ToolFile> files) {
        return new Toolbox(
                        surroundings.home(),
                        surroundings.environment(),
                        temporary ? Optional.empty() : Optional.of(memories()))
                .registry(files);
    }

    /// Small models are held to a header by a grammar, where the server that runs them takes one.
    static Dialect dialect(ModelSpec spec, ToolRegistry registry) {
        return new ToLine(registry.toolset(), spec.small() ? ToLine.Variant.HEADED : ToLine.Variant.PLAIN);
    }

    @Override
    public void close() {
        database.ifMade(Database::close);
    }
}
