package dev.tomo.session;

import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import dev.tomo.model.Reply;
import dev.tomo.tool.Dispatcher;
import dev.tomo.tool.ToolResult;
import dev.tomo.wire.StreamEnd;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// From what the person said to an answer: reply, calls, results, reply again, until nothing is called any more.
/// A message is in the transcript before anything acts on it.
final class Turn {
    private final Session session;
    private final Session.Parts parts;
    private final SessionListener listener;
    private int calls;
    private int unknownInARow;
    private int sameInARow;
    private Optional<Message> lastCall = Optional.empty();

    Turn(Session session, Session.Parts parts, SessionListener listener) {
        this.session = session;
        this.parts = parts;
        this.listener = listener;
    }

    TurnEnd run() {
        while (true) {
            Optional<TurnEnd> end = step();
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    /// One reply and the calls in it.
    private Optional<TurnEnd> step() {
        ReplyReading reading = new ReplyReading(session, parts, listener);
        Optional<Reply> reply = reading.read();
        Deque<ReplyReading.Written> calls = new ArrayDeque<>(reading.calls());
        Optional<TurnEnd> end = brokenOff(reply);
        while (end.isEmpty() && !calls.isEmpty() && calls.peek().message().complete()) {
            end = call(calls.remove());
        }
        if (end.isEmpty()) {
            end = ended(reply.orElseThrow(), reading, calls);
        }
        // No call stands in the conversation without a result, or the model would wait for it.
        calls.forEach(call -> session.add(Message.result(name(call.message()), "not run: the turn ended before it")));
        return end;
    }

    private static Optional<TurnEnd> brokenOff(Optional<Reply> reply) {
        return reply.isEmpty()
                ? Optional.of(new TurnEnd.Cancelled())
                : reply.get().problem().map(TurnEnd.Failed::new);
    }

    private static Optional<TurnEnd> ended(Reply reply, ReplyReading reading, Deque<ReplyReading.Written> notRun) {
        if (!notRun.isEmpty()) {
            return Optional.of(new TurnEnd.Limited("the reply ended in the middle of a call to "
                    + name(notRun.getFirst().message()) + "; it was kept and not run"));
        }
        if (reply.end() == StreamEnd.LENGTH) {
            return Optional.of(new TurnEnd.Limited("the reply reached the model's limit on its length"));
        }
        if (!reading.calls().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                reading.answered()
                        ? new TurnEnd.Answered()
                        : new TurnEnd.Limited("the model answered nothing; say it again, or in other words"));
    }

    private Optional<TurnEnd> call(ReplyReading.Written call) {
        if (++calls > parts.limits().calls()) {
            return Optional.of(limited(
                    call.message(),
                    "this turn has made " + parts.limits().calls() + " tool calls, which is its limit"));
        }
        sameInARow = lastCall.filter(call.message()::equals).isPresent() ? sameInARow + 1 : 1;
        lastCall = Optional.of(call.message());
        if (sameInARow >= parts.limits().sameCall()) {
            return Optional.of(limited(
                    call.message(),
                    "the model made the same call to " + name(call.message()) + " " + sameInARow + " times in a row"));
        }
        listener.callStarted(call.message());
        long started = System.nanoTime();
        Dispatcher.Outcome outcome = parts.dispatcher().dispatch(call.message(), session.origin(call.id()));
        record(call.message(), outcome, Duration.ofNanos(System.nanoTime() - started));
        if (Thread.interrupted() || outcome.result().status() == ToolResult.Status.CANCELLED) {
            return Optional.of(new TurnEnd.Cancelled());
        }
        unknownInARow = outcome.known() ? 0 : unknownInARow + 1;
        return unknownInARow >= parts.limits().unknownTools()
                ? Optional.of(
                        new TurnEnd.Limited("the model called " + unknownInARow + " tools in a row that do not exist"))
                : Optional.empty();
    }

    private TurnEnd limited(Message call, String reason) {
        session.add(Message.result(name(call), "not run: " + reason));
        return new TurnEnd.Limited(reason);
    }

    private void record(Message call, Dispatcher.Outcome outcome, Duration took) {
        ToolResult result = outcome.result();
        session.add(Message.result(name(call), "").withContent(result.content()));
        if (outcome.tainted()) {
            session.taint();
        }
        listener.callEnded(call, result, took);
    }

    private static String name(Message call) {
        return call.recipient().map(Recipient::name).orElseThrow();
    }
}
