package dev.tomo.session;

import dev.tomo.message.Author;
import dev.tomo.message.Channel;
import dev.tomo.message.Content;
import dev.tomo.message.Message;
import dev.tomo.model.Reply;
import dev.tomo.model.ReplySink;
import dev.tomo.model.Usage;
import dev.tomo.store.Entry;
import dev.tomo.store.ReplyDraft;
import dev.tomo.store.TokenCount;
import dev.tomo.wire.ParserEvent;
import dev.tomo.wire.StreamEnd;
import dev.tomo.wire.StreamParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One reply: streamed to the listener, to the disk and to the parser, and its messages in the transcript at the end.
final class ReplyReading {
    private final Session session;
    private final Session.Parts parts;
    private final SessionListener listener;
    private final StreamParser parser;
    private final StringBuilder reasoning = new StringBuilder();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Written> written = new ArrayList<>();

    /// A message of the reply and the transcript's id of it.
    record Written(long id, Message message) {}

    ReplyReading(Session session, Session.Parts parts, SessionListener listener) {
        this.session = session;
        this.parts = parts;
        this.listener = listener;
        this.parser = parts.dialect().parser();
    }

    /// Asks the model and reads what it writes.
    ///
    /// @return empty: the turn was interrupted; what had arrived is in the transcript and the conversation
    Optional<Reply> read() {
        ReplyDraft draft =
                parts.transcript().beginReply(session.id(), parts.model().spec().name());
        try (draft) {
            Optional<Reply> reply = ask(draft);
            finish(
                    draft,
                    reply.map(Reply::end).orElse(StreamEnd.CUT),
                    reply.map(Reply::usage).orElse(Usage.UNKNOWN));
            return reply;
        }
    }

    private Optional<Reply> ask(ReplyDraft draft) {
        try {
            return Optional.of(parts.model().reply(session.input(), new Sink(draft)));
        } catch (InterruptedException e) {
            return Optional.empty();
        }
    }

    private final class Sink implements ReplySink {
        private final ReplyDraft draft;

        private Sink(ReplyDraft draft) {
            this.draft = draft;
        }

        @Override
        public boolean text(String piece) {
            draft.append(piece);
            take(parser.feed(piece));
            return !parser.finished();
        }

        @Override
        public void reasoning(String piece) {
            reasoning.append(piece);
            listener.reasoned(piece);
        }

        @Override
        public void notice(String line) {
            listener.notice(line);
        }
    }

    private void take(List<ParserEvent> events) {
        for (ParserEvent event : events) {
            switch (event) {
                case ParserEvent.Shown(String text) -> listener.shown(text);
                case ParserEvent.Reasoned(String text) -> listener.reasoned(text);
                case ParserEvent.Completed(Message message) -> completed(message);
                case ParserEvent.Dropped(String text) -> entries.add(Entry.dropped(text));
            }
        }
    }

    private void completed(Message message) {
        entries.add(Entry.message(message));
        if (message.recipient().isEmpty()) {
            listener.messageEnded(message);
        }
    }

    private void finish(ReplyDraft draft, StreamEnd end, Usage usage) {
        take(parser.end(end));
        if (!reasoning.isEmpty()) {
            entries.addFirst(Entry.message(new Message(
                    Author.ASSISTANT, Optional.empty(), Channel.ANALYSIS, Content.text(reasoning.toString()), true)));
        }
        List<Long> ids = draft.finish(entries, new TokenCount(usage.prompt(), usage.cached(), usage.reply()));
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).kind() == Entry.Kind.MESSAGE) {
                joined(ids.get(i), entries.get(i).message());
            }
        }
    }

    private void joined(long id, Message message) {
        session.joined(message);
        if (message.channel() != Channel.ANALYSIS) {
            written.add(new Written(id, message));
        }
    }

    /// The messages to tools, in order.
    List<Written> calls() {
        return written.stream().filter(one -> one.message().isCall()).toList();
    }

    /// Whether anything was said to the person.
    boolean answered() {
        return written.stream().anyMatch(one -> !one.message().isCall());
    }
}
