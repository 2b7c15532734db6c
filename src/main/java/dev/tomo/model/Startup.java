package dev.tomo.model;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A model on its way to answer: its parts, its server, what it has to read. It goes on by itself; whoever needs the
/// model waits for it and is told how far it is.
final class Startup {
    /// A wait that ends sooner needs no words.
    private static final Duration UNNOTICED = Duration.ofMillis(400);

    private static final Duration BETWEEN_NOTICES = Duration.ofSeconds(2);
    private static final Duration STOPPING = Duration.ofSeconds(5);

    /// The work itself, on a thread of its own; interrupted when nobody wants it any more.
    @FunctionalInterface
    interface Work {
        ServerClaim run(Progress progress) throws PreparationException, InterruptedException;
    }

    private final FutureTask<ServerClaim> work;
    private final Thread thread;
    private volatile Optional<String> notice = Optional.empty();
    private volatile String stage = "starting the model";

    private Startup(Work work) {
        this.work = new FutureTask<>(() -> work.run(new Watched()));
        this.thread = Thread.ofVirtual().name("model-startup").unstarted(this.work);
    }

    static Startup begin(Work work) {
        var startup = new Startup(work);
        startup.thread.start();
        return startup;
    }

    /// Whether the work goes on, or has brought a server that still runs.
    boolean useful() {
        return switch (work.state()) {
            case RUNNING -> true;
            case SUCCESS -> work.resultNow().alive();
            case FAILED, CANCELLED -> false;
        };
    }

    /// Waits for the end of the work, telling the sink what is being waited for.
    ///
    /// @throws PreparationException when it failed, with the line for the person
    ServerClaim await(ReplySink sink) throws PreparationException, InterruptedException {
        var said = "";
        for (var patience = UNNOTICED; ; patience = BETWEEN_NOTICES) {
            try {
                return work.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                var line = notice.orElse(stage);
                notice = Optional.empty();
                if (!line.equals(said)) {
                    sink.notice(line);
                }
                said = line;
            } catch (ExecutionException e) {
                throw e.getCause() instanceof PreparationException known ? known : unknown(e);
            }
        }
    }

    private static PreparationException unknown(ExecutionException failure) {
        return new PreparationException(
                "the model on this machine did not start (%s); try again, or choose another with --model"
                        .formatted(failure.getCause()),
                failure);
    }

    /// Breaks the work off and waits until it has let go of everything.
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(STOPPING);
    }

    private final class Watched implements Progress {
        @Override
        public void advanced(String what, long done, long total) {
            stage = total > 0 ? "%s: %d %%".formatted(what, 100 * done / total) : what;
        }

        @Override
        public void notice(String line) {
            notice = Optional.of(line);
        }
    }
}
