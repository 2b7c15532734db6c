package dev.tomo.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tomo.message.Channel;
import dev.tomo.message.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Feeds the reader what no model should write. A failure names the reply, so it can become a test of its own; the
/// seed that was printed repeats the whole run (`-Dtomo.fuzz.seed=…`).
class ToLineFuzzTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

    private static final String HEAD = " {0,3}(?:assistant )?to=[A-Za-z][A-Za-z0-9_.]*"
            + "\\.?(?:[ \t]*(?::|<\\|?[constrai]*\\|?>?)?[a-z]*)?[ \t]*\r?\n?";
    private static final String FENCE = " {0,3}(?:`{3,}|~{3,})[^\n]*+\n?";
    /// What is read and belongs to no message.
    private static final Pattern SYNTAX =
            Pattern.compile("(?:[ \t\r\n]++|" + HEAD + "|" + FENCE + "|<think>|</think>)*+", Pattern.CASE_INSENSITIVE);

    private static final Pattern EXEMPT =
            Pattern.compile("```|~~~|to=(?:functions\\.)?user[^\n]*to=", Pattern.CASE_INSENSITIVE);
    private static final Pattern CALL_LINE =
            Pattern.compile("^ {0,3}(?:assistant )?to=[A-Za-z][A-Za-z0-9_]{0,127}(?:\\.[A-Za-z][A-Za-z0-9_]{0,127})?"
                    + "(?:[ \t]*(?::|<\\|constrain\\|>)?(?:code|json|text|python))?[ \t]*\\z");

    @Test
    void nothingIsLostShownTwiceOrReadDifferentlyInOtherPieces() throws Exception {
        long seed = Optional.ofNullable(System.getProperty("tomo.fuzz.seed"))
                .map(Long::parseLong)
                .orElseGet(System::nanoTime);
        System.out.println("ToLineFuzzTest: seed " + seed);
        RandomReplies replies = new RandomReplies(new Random(seed), cases());
        Instant end = Instant.now().plus(LONG_ENOUGH);
        long count = 0;
        while (Instant.now().isBefore(end)) {
            String reply = replies.next();
            StreamEnd how = replies.end();
            check(reply, how, replies.split(reply));
            count++;
        }
        System.out.println("ToLineFuzzTest: " + count + " replies");
        assertThat(count).isPositive();
    }

    private static void check(String reply, StreamEnd how, List<String> pieces) {
        String name = ToLineCase.quote(reply) + " " + how;
        List<ParserEvent> events = Read.events(List.of(reply), how);
        assertThat(Read.events(pieces, how)).as(name).isEqualTo(events);
        assertThat(Read.events(reply.chars().mapToObj(Character::toString).toList(), how))
                .as(name)
                .isEqualTo(events);
        assertThat(said(events, false)).as(name).isEqualTo(ToLineCase.shown(events));
        assertThat(said(events, true)).as(name).isEqualTo(reasoned(events));
        assertThat(isAccountedFor(reply, 0, contents(events), 0))
                .as("%s lost something: %s", name, events)
                .isTrue();
        assertNoCallLineShown(reply, events);
    }

    private static String said(List<ParserEvent> events, boolean reasoning) {
        return ToLineCase.messages(events).stream()
                .filter(message -> !message.isCall() && (message.channel() == Channel.ANALYSIS) == reasoning)
                .map(Message::text)
                .collect(Collectors.joining());
    }

    private static String reasoned(List<ParserEvent> events) {
        return events.stream()
                .filter(ParserEvent.Reasoned.class::isInstance)
                .map(event -> ((ParserEvent.Reasoned) event).text())
                .collect(Collectors.joining());
    }

    /// What of the reply is in a message or dropped, in order.
    private static List<String> contents(List<ParserEvent> events) {
        List<String> contents = new ArrayList<>();
        for (ParserEvent event : events) {
            switch (event) {
                case ParserEvent.Completed completed ->
                    contents.add(completed.message().text());
                case ParserEvent.Dropped dropped -> contents.add(dropped.text());
                case ParserEvent.Shown shown -> {}
                case ParserEvent.Reasoned reasoned -> {}
            }
        }
        contents.removeIf(String::isEmpty);
        return contents;
    }

    /// Whether the contents stand in the reply in this order with nothing but syntax between them.
    private static boolean isAccountedFor(String reply, int from, List<String> contents, int next) {
        if (next == contents.size()) {
            return SYNTAX.matcher(reply).region(from, reply.length()).matches();
        }
        String content = contents.get(next);
        for (int at = from; at <= reply.length(); at++) {
            int end = matches(reply, at, content);
            if (end >= 0
                    && SYNTAX.matcher(reply).region(from, at).matches()
                    && isAccountedFor(reply, end, contents, next + 1)) {
                return true;
            }
        }
        return false;
    }

    /// A fence's indentation is no content of its lines.
    private static int matches(String reply, int at, String content) {
        int end = at;
        for (int i = 0; i < content.length(); i++, end++) {
            if (end > 0 && reply.charAt(end - 1) == '\n') {
                end += Math.clamp(spaces(reply, end) - spaces(content, i), 0, 3);
            }
            if (end >= reply.length() || reply.charAt(end) != content.charAt(i)) {
                return -1;
            }
        }
        return end;
    }

    private static int spaces(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) == ' ') {
            end++;
        }
        return end - from;
    }

    /// Fences are left to the cases, and so is text that stands on the line of its own `to=user`.
    private static void assertNoCallLineShown(String reply, List<ParserEvent> events) {
        if (EXEMPT.matcher(reply).find()) {
            return;
        }
        for (Message message : ToLineCase.messages(events)) {
            if (!message.isCall() && message.channel() != Channel.ANALYSIS) {
                assertThat(message.text().split("\r?\n", -1))
                        .as(ToLineCase.quote(reply))
                        .noneMatch(line -> CALL_LINE.matcher(line).find());
            }
        }
    }

    private static List<String> cases() throws Exception {
        List<String> inputs = new ArrayList<>();
        for (JsonNode one : new ObjectMapper().readTree(ConformanceCasesTest.resource("to-line-cases.json"))) {
            if (one.get("input").textValue().length() < 1000) {
                inputs.add(one.get("input").textValue());
            }
        }
        return inputs;
    }
}
