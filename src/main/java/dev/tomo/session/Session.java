package dev.tomo.session;

import dev.tomo.message.Conversation;
import dev.tomo.message.Message;
import dev.tomo.message.Role;
import dev.tomo.model.Model;
import dev.tomo.store.Entry;
import dev.tomo.store.SessionRecord;
import dev.tomo.store.Transcript;
import dev.tomo.store.TranscriptEntry;
import dev.tomo.tool.Dispatcher;
import dev.tomo.tool.ToolCall;
import dev.tomo.wire.Dialect;
import dev.tomo.wire.ModelInput;
import dev.tomo.wire.ParserEvent;
import dev.tomo.wire.Preface;
import dev.tomo.wire.StreamEnd;
import dev.tomo.wire.StreamParser;
import java.util.ArrayList;
import java.util.List;

/// One conversation. What it is made of stays as it was when it began, so that each request to the model begins with
/// the bytes of the one before. One turn at a time; another thread may interrupt it.
public final class Session {
    private final SessionRecord record;
    private final Parts parts;
    private Conversation conversation;
    private int turns;
    private boolean tainted;

    /// What a session works with.
    ///
    /// @param preface what stands before the conversation
    public record Parts(
            Transcript transcript,
            Model model,
            Dialect dialect,
            Preface preface,
            Dispatcher dispatcher,
            Limits limits) {}

    private Session(SessionRecord record, Parts parts, Conversation conversation) {
        this.record = record;
        this.parts = parts;
        this.conversation = conversation;
        this.turns = (int) conversation.messages().stream()
                .filter(message -> message.author().role() == Role.USER)
                .count();
        this.tainted = record.tainted();
    }

    /// A session that begins.
    ///
    /// @param record as the transcript gave it when it was started
    public static Session begin(SessionRecord record, Parts parts) {
        return new Session(record, parts, Conversation.EMPTY);
    }

    /// A session that goes on where it stopped, however it stopped.
    public static Session resume(SessionRecord record, Parts parts) {
        List<TranscriptEntry> entries =
                parts.transcript.resume(record.id(), raw -> brokenOff(parts.dialect.parser(), raw));
        List<Message> messages = entries.stream()
                .filter(entry -> entry.kind() == Entry.Kind.MESSAGE || entry.kind() == Entry.Kind.PARTIAL)
                .map(TranscriptEntry::message)
                .toList();
        return new Session(record, parts, new Conversation(messages));
    }

    private static List<Message> brokenOff(StreamParser parser, String raw) {
        List<ParserEvent> events = new ArrayList<>(parser.feed(raw));
        events.addAll(parser.end(StreamEnd.CUT));
        return events.stream()
                .filter(ParserEvent.Completed.class::isInstance)
                .map(event -> ((ParserEvent.Completed) event).message())
                .toList();
    }

    /// Says something to the model and returns when the turn has ended. An interruption of the calling thread ends the
    /// turn early; the thread is no longer interrupted afterwards.
    public TurnEnd send(String text, SessionListener listener) {
        turns++;
        add(Message.user(text));
        TurnEnd end = new Turn(this, parts, listener).run();
        if (!(end instanceof TurnEnd.Answered)) {
            parts.transcript.append(record.id(), Entry.notice(explanation(end)));
        }
        listener.turnEnded(end);
        return end;
    }

    private static String explanation(TurnEnd end) {
        return switch (end) {
            case TurnEnd.Answered() -> "answered";
            case TurnEnd.Cancelled() -> "cancelled by the user";
            case TurnEnd.Limited(String reason) -> reason;
            case TurnEnd.Failed(String problem) -> problem;
        };
    }

    /// Records that something from outside stands in the conversation: a page, a file, piped input. It never ends.
    public void taint() {
        if (!tainted) {
            tainted = true;
            parts.transcript.taint(record.id());
        }
    }

    public String id() {
        return record.id();
    }

    /// What the model has seen, for whoever shows or measures it.
    public Conversation conversation() {
        return conversation;
    }

    /// Writes a message to the transcript, then lets it join the conversation.
    ///
    /// @return the transcript's id of it
    long add(Message message) {
        long id = parts.transcript.append(record.id(), message);
        joined(message);
        return id;
    }

    /// Lets a message join the conversation that is in the transcript already.
    void joined(Message message) {
        conversation = conversation.with(message);
    }

    ModelInput input() {
        return parts.dialect.write(parts.preface, conversation);
    }

    ToolCall.Origin origin(long message) {
        return new ToolCall.Origin(record.id(), message, turns, tainted);
    }
}
