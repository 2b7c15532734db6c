package dev.tomo.cli;

import dev.tomo.model.Model;
import dev.tomo.model.ModelSpec;
import dev.tomo.session.TurnEnd;
import dev.tomo.store.Memory;
import dev.tomo.store.MemoryLog;
import dev.tomo.store.MemoryOrigin;
import dev.tomo.store.SessionRecord;
import dev.tomo.terminal.Chat;
import dev.tomo.terminal.Renderer;
import dev.tomo.tool.Approver;
import java.util.List;
import java.util.Optional;

/// The chat's view of the program: the session that is open, and what the person can do besides talking. The session
/// is opened and the model made ready on other threads, while the prompt is already there.
final class Conversations implements Chat, AutoCloseable {
    private static final int MEMORIES_SHOWN = 100;

    private final App app;
    private final Renderer renderer;
    private final Approver approver;
    private ModelSpec spec;
    private Background<Opened> opening;

    /// A session and the model that answers in it.
    private record Opened(App.Open open, Model model, SessionRecord record) {}

    /// @param spec the model that answers first
    /// @param resume the session that goes on; empty: a new one
    Conversations(App app, ModelSpec spec, Optional<Arguments.Resume> resume, Renderer renderer, Approver approver) {
        this.app = app;
        this.renderer = renderer;
        this.approver = approver;
        this.spec = spec;
        this.opening = Background.start("open", () -> open(app.model(spec), resume.map(app::find)));
    }

    private Opened open(Model model, Optional<SessionRecord> resumed) {
        App.Open open = app.open(model, approver, resumed);
        return new Opened(open, model, open.record());
    }

    /// @throws UserException when the person does not want to wait any longer; the thread is still interrupted then
    private Opened opened() {
        try {
            return opening.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserException("stopped while the chat was still being opened; try again in a moment");
        }
    }

    @Override
    public void send(String text) {
        renderer.begin("waiting for " + spec.name());
        try {
            opening.get().open().session().send(text, renderer);
        } catch (InterruptedException e) {
            renderer.turnEnded(new TurnEnd.Cancelled());
        } catch (RuntimeException e) {
            renderer.turnEnded(new TurnEnd.Failed(Failure.line(e)));
        }
    }

    @Override
    public String startNew() {
        Model model = opened().model();
        opening = Background.start("open", () -> open(model, Optional.empty()));
        return "A new chat with " + spec.name() + ". The last one stays in ./tomo sessions list.";
    }

    @Override
    public String systemPrompt() {
        return opened().open().prompt().text();
    }

    @Override
    public List<String> memories() {
        return memoriesHere().stream()
                .limit(MEMORIES_SHOWN)
                .map(MemoryText::line)
                .toList();
    }

    @Override
    public List<String> memory(int number) {
        try {
            Memory memory = MemoryText.find(memoriesHere(), number);
            return MemoryText.whole(memory, log().history(memory.id()));
        } catch (UserException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String remember(String text) {
        return MemoryText.said(log().remember(text, person()));
    }

    @Override
    public String forget(int number) {
        return MemoryText.said(log().forget(number, person()));
    }

    @Override
    public String undo() {
        return MemoryText.said(log().undo(person()));
    }

    @Override
    public List<String> tools() {
        return ToolText.lines(app.library().tools());
    }

    @Override
    public List<String> model() {
        return List.of(
                spec.name() + " answers, " + spec.why() + ".",
                "Another: /model NAME or URL#NAME; ./tomo models list shows what there is.");
    }

    @Override
    public String useModel(String name) {
        ModelSpec other;
        try {
            other = app.choose(Optional.of(name));
        } catch (UserException e) {
            return e.getMessage() + "; " + spec.name() + " still answers";
        }
        Opened before = opened();
        before.model().close();
        spec = other;
        opening = Background.start("open", () -> open(app.model(other), Optional.of(before.record())));
        return other.name() + " answers from now on.";
    }

    @Override
    public String explain(RuntimeException failure) {
        return Failure.line(failure);
    }

    private List<Memory> memoriesHere() {
        return log().memories(opened().record().id());
    }

    private MemoryLog log() {
        return app.memories();
    }

    private MemoryOrigin person() {
        return MemoryOrigin.person(opened().record().id());
    }

    /// Lets the model go. The session needs no end: everything is in the transcript.
    @Override
    public void close() {
        if (!opening.failed()) {
            opened().model().close();
        }
    }
}
