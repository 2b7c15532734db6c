package dev.tomo.wire;

import dev.tomo.message.Channel;
import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import dev.tomo.wire.LineHead.Rule;
import dev.tomo.wire.LineHead.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads one reply in the `to-line` dialect, without reasoning and control tokens. Every character is looked at once;
/// what a line is, is decided at the earliest character that leaves no choice, so the way a reply is cut into pieces
/// makes no difference.
final class ToLineParser implements StreamParser {
    private enum Mode {
        /// Text to everyone.
        TEXT,
        /// The body of a call that no fence encloses.
        BODY,
        /// The body of a call inside its fence.
        FENCED,
        /// After a closed fence, until the next call.
        DROPPED,
        /// After a `from=` line.
        OVER
    }

    private final Toolset tools;
    private final LineHead head;
    private final CodeFence fence = new CodeFence();
    private final List<ParserEvent> events = new ArrayList<>();
    private final SpokenText text = new SpokenText(events);
    private final CallBody body = new CallBody();
    private final StringBuilder dropped = new StringBuilder();

    private Mode mode = Mode.TEXT;
    private boolean carriageReturn;
    /// Whether the line is known to be no head; what follows in it is passed on at once.
    private boolean decided;
    private boolean firstLine = true;
    /// Whether the line carries a call and its body.
    private boolean sameLine;
    private boolean called;
    private Recipient recipient = new Recipient(Toolset.EVERYONE);
    private boolean paragraph;

    ToLineParser(Toolset tools) {
        this.tools = tools;
        this.head = new LineHead(tools);
        beginLine();
    }

    @Override
    public List<ParserEvent> feed(String piece) {
        for (int i = 0; i < piece.length(); i++) {
            next(piece.charAt(i));
        }
        text.show();
        return drain();
    }

    @Override
    public List<ParserEvent> end(StreamEnd end) {
        boolean cut = end != StreamEnd.STOP;
        if (mode != Mode.OVER) {
            endLastLine(cut);
        } else if (carriageReturn) {
            dropped.append('\r');
        }
        finish(mode != Mode.FENCED && !cut, lastChannel());
        drop();
        return drain();
    }

    @Override
    public boolean finished() {
        return mode == Mode.OVER;
    }

    private List<ParserEvent> drain() {
        List<ParserEvent> drained = List.copyOf(events);
        events.clear();
        return drained;
    }

    private void next(char c) {
        if (carriageReturn) {
            carriageReturn = false;
            if (c == '\n') {
                endLine("\r\n");
                return;
            }
            read('\r');
        }
        if (c == '\r') {
            carriageReturn = true;
        } else if (c == '\n') {
            endLine("\n");
        } else {
            read(c);
        }
    }

    private void read(char c) {
        if (mode == Mode.OVER) {
            dropped.append(c);
            return;
        }
        fence.next(c);
        if (decided) {
            put(c);
        } else {
            act(head.next(c));
        }
    }

    private void act(Verdict verdict) {
        switch (verdict) {
            case UNDECIDED -> {}
            case BLANK -> putBlanks();
            case TEXT -> putLine();
            case CALL -> beginCall();
            case FROM -> {
                finish(true, lastChannel());
                drop();
                mode = Mode.OVER;
                dropped.append(head.text());
            }
        }
    }

    private void endLine(String lineEnd) {
        if (mode == Mode.OVER) {
            dropped.append(lineEnd);
            return;
        }
        Verdict verdict = decided ? Verdict.TEXT : head.end();
        if (!decided) {
            act(verdict);
        }
        endLine(verdict, lineEnd);
        beginLine();
    }

    /// The output ends in the middle of a line, which may have nothing on it.
    private void endLastLine(boolean cut) {
        boolean callLine = cut && !decided && head.cut() == Verdict.CALL;
        if (carriageReturn && !callLine) {
            read('\r');
        }
        Verdict verdict = decided ? Verdict.TEXT : callLine ? Verdict.CALL : head.end();
        if (!decided) {
            act(verdict);
        }
        endLine(verdict, "");
    }

    private void endLine(Verdict verdict, String lineEnd) {
        if (verdict == Verdict.CALL && !sameLine) {
            return;
        }
        boolean fenceLine = fence.endLine();
        switch (mode) {
            case TEXT -> text.hold(lineEnd);
            case BODY -> endBodyLine(verdict == Verdict.BLANK, fenceLine, lineEnd);
            case FENCED -> endFencedLine(fenceLine, lineEnd);
            case DROPPED -> dropped.append(lineEnd);
            case OVER -> {}
        }
    }

    private void endBodyLine(boolean blank, boolean fenceLine, String lineEnd) {
        if (fenceLine && body.isFirstContentLine()) {
            body.clear();
            mode = Mode.FENCED;
            return;
        }
        body.endLine(lineEnd);
        if (blank && paragraph && body.hasContent() && !lineEnd.isEmpty()) {
            finish(true, Channel.COMMENTARY);
        }
    }

    private void endFencedLine(boolean fenceLine, String lineEnd) {
        if (fenceLine) {
            body.dropLine();
            finishCall(true, body.literal());
            mode = paragraph ? Mode.TEXT : Mode.DROPPED;
        } else {
            body.endLine(lineEnd);
        }
    }

    private void beginLine() {
        boolean anyName = mode == Mode.TEXT || mode == Mode.DROPPED;
        Optional<Recipient> sameAs = mode == Mode.BODY && sameLine ? Optional.of(recipient) : Optional.empty();
        head.reset(fence.inside() ? Rule.LITERAL : new Rule(true, anyName, firstLine, sameAs));
        decided = false;
        sameLine = false;
    }

    private void beginCall() {
        Optional<String> start = head.bodyStart();
        firstLine = false;
        sameLine = start.isPresent();
        fence.reset();
        if (head.name().isForEveryone()) {
            beginText();
        } else {
            finish(true, Channel.COMMENTARY);
            drop();
            called = true;
            recipient = head.name().recipient();
            paragraph = tools.tool(recipient)
                    .filter(tool -> tool.body() == ToolSignature.Body.PARAGRAPH)
                    .isPresent();
            mode = Mode.BODY;
        }
        start.ifPresent(this::beginOnCallLine);
    }

    private void beginText() {
        if (mode != Mode.TEXT) {
            finish(true, Channel.COMMENTARY);
            drop();
            mode = Mode.TEXT;
        }
        text.part();
    }

    private void beginOnCallLine(String start) {
        decided = true;
        for (int i = 0; i < start.length(); i++) {
            fence.next(start.charAt(i));
            put(start.charAt(i));
        }
    }

    private void put(char c) {
        switch (mode) {
            case TEXT -> text.append(c);
            case BODY, FENCED -> body.append(c);
            case DROPPED, OVER -> dropped.append(c);
        }
    }

    /// Passes on what was kept of a line that turns out to be content.
    private void putLine() {
        decided = true;
        firstLine = false;
        CharSequence line = head.text();
        switch (mode) {
            case TEXT -> text.append(line);
            case BODY -> body.append(line, 0);
            case FENCED -> body.append(line, indentation(line));
            case DROPPED, OVER -> dropped.append(line);
        }
    }

    private void putBlanks() {
        CharSequence line = head.text();
        switch (mode) {
            case TEXT -> text.hold(line);
            case BODY -> body.appendBlanks(line, 0);
            case FENCED -> body.appendBlanks(line, indentation(line));
            case DROPPED, OVER -> dropped.append(line);
        }
    }

    private int indentation(CharSequence line) {
        int spaces = 0;
        while (spaces < Math.min(fence.indentation(), line.length()) && line.charAt(spaces) == ' ') {
            spaces++;
        }
        return spaces;
    }

    /// The channel of text that nothing follows.
    private Channel lastChannel() {
        return called && !text.isAddressed() ? Channel.COMMENTARY : Channel.FINAL;
    }

    private void finish(boolean complete, Channel textChannel) {
        switch (mode) {
            case TEXT -> text.finish(complete, textChannel);
            case BODY -> finishCall(complete, body.trimmed());
            case FENCED -> finishCall(complete, body.literal());
            case DROPPED, OVER -> {}
        }
    }

    private void finishCall(boolean complete, String content) {
        Message call = Message.call(recipient, content);
        events.add(new ParserEvent.Completed(complete ? call : call.incomplete()));
        body.clear();
        mode = Mode.TEXT;
    }

    private void drop() {
        String text = dropped.toString();
        dropped.setLength(0);
        if (!LineHead.isBlank(text)) {
            events.add(new ParserEvent.Dropped(text));
        }
    }
}
