package dev.tomo.wire;

import dev.tomo.message.Channel;
import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Writes one reply of the assistant so that reading it gives the same messages. Each message has a few forms, the
/// simplest first; the first one that the parser reads back right is taken, so that writing and reading cannot drift
/// apart.
final class AssistantText {
    private final ToLine dialect;
    private final Toolset tools;
    private final boolean headed;

    AssistantText(ToLine dialect, Toolset tools, boolean headed) {
        this.dialect = dialect;
        this.tools = tools;
        this.headed = headed;
    }

    /// @param reply messages of the assistant that no other message stands between
    /// @return empty where there is nothing that a model reads again
    String write(List<Message> reply) {
        List<Message> said = reply.stream().filter(AssistantText::isWritten).toList();
        StringBuilder written = new StringBuilder();
        String before = "";
        for (int i = 0; i < said.size(); i++) {
            Optional<Message> former = i == 0 ? Optional.empty() : Optional.of(said.get(i - 1));
            Optional<Message> next = i + 1 == said.size() ? Optional.empty() : Optional.of(said.get(i + 1));
            Message message = said.get(i);
            String form = message.isCall() ? call(message, next) : text(message, before, former, next);
            boolean bare = message.isCall() ? !isRegistered(message) : !form.startsWith(userHeader());
            if (i > 0) {
                written.append(separator(before, former, bare));
            }
            written.append(form);
            before = form;
        }
        return written.toString();
    }

    /// Reasoning is not sent back, and neither is text that says nothing.
    private static boolean isWritten(Message message) {
        return message.channel() != Channel.ANALYSIS && (message.isCall() || !LineHead.isBlank(message.text()));
    }

    private String call(Message call, Optional<Message> next) {
        String header = "to=" + call.recipient().orElseThrow() + "\n";
        String body = call.text();
        String mark = "`".repeat(Math.max(3, longestRun(body) + 1));
        boolean open = !call.complete() && next.isEmpty();
        String plain = header + body;
        String fenced = header + mark + "\n" + body + lineEnd(body) + (open ? "" : mark);
        StreamEnd end = open ? StreamEnd.CUT : StreamEnd.STOP;
        boolean right = readsAs(
                plain + stub(plain, Optional.of(call), next),
                end,
                messages -> !messages.isEmpty()
                        && same(messages.getFirst(), call, open)
                        && (next.isEmpty() ? messages.size() == 1 : isStub(messages, 1, next.get())));
        return right ? plain : fenced;
    }

    private String text(Message message, String before, Optional<Message> former, Optional<Message> next) {
        String bare = message.text();
        String addressed = userHeader() + bare;
        List<String> forms = headed ? List.of(addressed, bare) : List.of(bare, addressed);
        for (boolean strict : new boolean[] {true, false}) {
            for (String form : forms) {
                if (isRight(form, message, before, former, next, strict)) {
                    return form;
                }
            }
        }
        return userHeader() + dialect.escape(bare);
    }

    private boolean isRight(
            String form,
            Message message,
            String before,
            Optional<Message> former,
            Optional<Message> next,
            boolean strict) {
        String joined =
                former.isEmpty() ? form : before + separator(before, former, !form.startsWith(userHeader())) + form;
        int at = former.isEmpty() ? 0 : 1;
        return readsAs(joined + stub(form, Optional.of(message), next), StreamEnd.STOP, messages -> {
            int expected = at + 1 + (next.isEmpty() ? 0 : 1);
            return messages.size() == expected
                    && !messages.get(at).isCall()
                    && messages.get(at).text().equals(message.text())
                    && (!strict || messages.get(at).channel() == message.channel())
                    && (next.isEmpty() || isStub(messages, at + 1, next.get()));
        });
    }

    private boolean readsAs(String written, StreamEnd end, Predicate<List<Message>> expected) {
        StreamParser parser = dialect.parser();
        List<Message> messages = new ArrayList<>();
        List<ParserEvent> events = new ArrayList<>(parser.feed(written));
        events.addAll(parser.end(end));
        for (ParserEvent event : events) {
            if (event instanceof ParserEvent.Completed completed) {
                messages.add(completed.message());
            }
        }
        return expected.test(messages);
    }

    /// The beginning of the next message, enough to end this one.
    private String stub(String form, Optional<Message> message, Optional<Message> next) {
        return next.map(following -> following.isCall()
                        ? separator(form, message, !isRegistered(following)) + "to="
                                + following.recipient().orElseThrow()
                        : separator(form, message, true) + stubText(message))
                .orElse("");
    }

    /// Text after a paragraph needs no header, and is checked with its own text later.
    private String stubText(Optional<Message> former) {
        return former.filter(this::isParagraph).isPresent() ? "x" : userHeader() + "x";
    }

    private static boolean isStub(List<Message> messages, int at, Message next) {
        return messages.size() == at + 1
                && messages.get(at).isCall() == next.isCall()
                && messages.get(at).recipient().equals(next.recipient());
    }

    private static boolean same(Message read, Message call, boolean open) {
        return read.recipient().equals(call.recipient()) && read.text().equals(call.text()) && read.complete() != open;
    }

    /// @param bare whether what follows is no call line of a registered recipient
    private String separator(String before, Optional<Message> former, boolean bare) {
        boolean blankLine = bare && former.filter(this::isParagraph).isPresent();
        return lineEnd(before) + (blankLine ? "\n" : "");
    }

    /// After a carriage return, a line feed alone would not be the line's whole end.
    private static String lineEnd(String before) {
        return before.endsWith("\r") ? "\r\n" : "\n";
    }

    private boolean isParagraph(Message message) {
        return message.recipient()
                .flatMap(tools::tool)
                .filter(tool -> tool.body() == ToolSignature.Body.PARAGRAPH)
                .isPresent();
    }

    private boolean isRegistered(Message call) {
        return call.recipient().map(Recipient::name).flatMap(tools::resolve).isPresent();
    }

    private static String userHeader() {
        return "to=" + Toolset.EVERYONE + "\n";
    }

    private static int longestRun(String body) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < body.length(); i++) {
            run = body.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
