package dev.tomo.wire;

import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Reads whole replies with the tools of the conformance cases.
final class Read {
    private Read() {}

    /// @return the events, those of one kind of text that follow each other put together
    static List<ParserEvent> events(List<String> pieces, StreamEnd end) {
        List<ParserEvent> events = new ArrayList<>();
        StreamParser parser = ToLineCase.parser();
        pieces.forEach(piece -> add(parser.feed(piece), events));
        add(parser.end(end), events);
        return events;
    }

    static List<Message> messages(String reply) {
        return ToLineCase.messages(events(List.of(reply), StreamEnd.STOP));
    }

    /// Each message in one line: `python: print(1)` for a call, `final: Hello` for text, `(incomplete)` at its end.
    static List<String> summary(String reply, StreamEnd end) {
        return ToLineCase.messages(events(List.of(reply), end)).stream()
                .map(Read::summary)
                .toList();
    }

    private static String summary(Message message) {
        String name = message.recipient()
                .map(Recipient::name)
                .orElse(message.channel().name().toLowerCase(Locale.ROOT));
        return name + ": " + message.text() + (message.complete() ? "" : " (incomplete)");
    }

    /// What can be shown after the beginning of a reply.
    static String shownAfter(String beginning) {
        return ToLineCase.shown(ToLineCase.parser().feed(beginning));
    }

    private static void add(List<ParserEvent> more, List<ParserEvent> events) {
        for (ParserEvent event : more) {
            ParserEvent last = events.isEmpty() ? event : events.getLast();
            if (!events.isEmpty() && event instanceof ParserEvent.Shown b && last instanceof ParserEvent.Shown a) {
                events.set(events.size() - 1, new ParserEvent.Shown(a.text() + b.text()));
            } else if (!events.isEmpty()
                    && event instanceof ParserEvent.Reasoned b
                    && last instanceof ParserEvent.Reasoned a) {
                events.set(events.size() - 1, new ParserEvent.Reasoned(a.text() + b.text()));
            } else {
                events.add(event);
            }
        }
    }
}
