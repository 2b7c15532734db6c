package dev.tomo.cli;

import dev.tomo.model.Model;
import dev.tomo.session.Session;
import dev.tomo.session.SessionListener;
import dev.tomo.session.TurnEnd;
import dev.tomo.terminal.PlainRenderer;
import dev.tomo.terminal.Screen;
import dev.tomo.terminal.Standard;
import dev.tomo.tool.Approver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One question, one answer: `./tomo "question"` and `… | ./tomo "summarise"`.
final class OneShot {
    /// What may be piped in. More would not fit any model's context window.
    static final int MAX_INPUT = 4 * 1024 * 1024;

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final App app;
    private final Arguments arguments;
    private final Surroundings surroundings;

    OneShot(App app, Arguments arguments) {
        this.app = app;
        this.arguments = arguments;
        this.surroundings = app.surroundings();
    }

    /// @return the exit status
    int run() throws IOException {
        String piped = surroundings.interactive() ? "" : read(surroundings.in());
        String question = arguments.question();
        if (question.isBlank() && piped.isBlank()) {
            throw new UserException(
                    UserException.Kind.USAGE, "expected a question: ./tomo \"question\", or … | ./tomo \"question\"");
        }
        boolean fromOutside = !question.isBlank() && !piped.isBlank();
        String text = fromOutside ? question + "\n\n" + piped : question.isBlank() ? piped : question;
        try (Model model = app.model(app.choose(arguments.model()))) {
            App.Open open = app.open(model, approver(), arguments.resume().map(app::find));
            if (fromOutside) {
                open.session().taint();
            }
            PlainRenderer renderer = new PlainRenderer(
                    surroundings.out(), Standard.OUTPUT.isTerminal(), errors(), arguments.reasoning(), arguments.raw());
            renderer.begin("waiting for " + model.spec().name());
            return status(send(open.session(), text, renderer));
        }
    }

    /// Ctrl-C and a kill end the program from outside; the turn then keeps what had arrived before it goes.
    private static TurnEnd send(Session session, String text, SessionListener listener) {
        Thread turn = Thread.currentThread();
        CountDownLatch kept = new CountDownLatch(1);
        Thread farewell = new Thread(() -> {
            turn.interrupt();
            await(kept);
        });
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            return session.send(text, listener);
        } finally {
            kept.countDown();
        }
    }

    private static void await(CountDownLatch kept) {
        try {
            kept.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Screen errors() {
        return Screen.beside(surroundings.err(), Standard.ERROR.isTerminal(), surroundings.environment());
    }

    private Approver approver() {
        return surroundings.interactive() ? new LineApprover(surroundings.in(), surroundings.err()) : Approver.NOBODY;
    }

    private static String read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MAX_INPUT + 1);
        if (bytes.length > MAX_INPUT) {
            throw new UserException("standard input is longer than " + MAX_INPUT / (1024 * 1024)
                    + " MiB; give a part of it, such as: head -c 100000 FILE | ./tomo \"…\"");
        }
        return new String(bytes, StandardCharsets.UTF_8).strip();
    }

    private static int status(TurnEnd end) {
        return switch (end) {
            case TurnEnd.Answered() -> Exit.OK;
            case TurnEnd.Cancelled() -> Exit.CANCELLED;
            case TurnEnd.Limited(String ignored) -> Exit.FAILURE;
            case TurnEnd.Failed(String ignored) -> Exit.FAILURE;
        };
    }
}
