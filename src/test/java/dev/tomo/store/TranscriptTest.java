package dev.tomo.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tomo.message.Author;
import dev.tomo.message.Channel;
import dev.tomo.message.Content;
import dev.tomo.message.Message;
import dev.tomo.message.Part;
import dev.tomo.message.Recipient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TranscriptTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-14T22:30:12.5Z"), ZoneId.of("Europe/Berlin"));

    @TempDir
    private Path home;

    private Database database;
    private Transcript transcript;
    private String session;

    @BeforeEach
    void open() {
        database = Database.open(home);
        transcript = new Transcript(database, CLOCK);
        session = transcript.start("http://localhost:1#m", "to-line").id();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private List<String> texts() {
        return transcript.entries(session).stream()
                .map(entry -> entry.message().text())
                .toList();
    }

    @Test
    void everyKindOfMessageComesBackAsItWas() {
        List<Part> parts = List.of(
                new Part.Text("é\u0000\u001b[31m \"quoted\" \\ \n 柏林 👩‍👩‍👧 "),
                new Part.Image("files/1.png", "image/png"),
                new Part.File("files/a \"b\".csv", "text/csv"),
                new Part.Text(""));
        List<Message> messages = List.of(
                Message.user("2 + 2?"),
                new Message(Author.USER, Optional.empty(), Channel.FINAL, new Content(Content.Type.TEXT, parts), true),
                Message.assistant(Channel.ANALYSIS, "simple"),
                Message.call(new Recipient("browser.search"), "{\"query\": \"x\"}")
                        .withContent(new Content(Content.Type.JSON, List.of(new Part.Text("{}")))),
                Message.call(new Recipient("python"), "print(").incomplete(),
                Message.result("browser.search", "nothing"),
                new Message(
                        Author.ASSISTANT,
                        Optional.empty(),
                        Channel.FINAL,
                        new Content(Content.Type.CODE, List.of()),
                        true),
                Message.system("be brief"));
        List<Long> ids = new ArrayList<>();
        messages.forEach(message -> ids.add(transcript.append(session, message)));
        assertThat(transcript.entries(session))
                .extracting(TranscriptEntry::message)
                .isEqualTo(messages);
        assertThat(transcript.entries(session)).extracting(TranscriptEntry::id).isEqualTo(ids);
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(transcript.entries(session))
                .allMatch(entry -> entry.at().toString().equals("2026-05-15T00:30:12.500+02:00"));
    }

    @Test
    void whatIsNoPartOfTheConversationIsTold() {
        transcript.append(session, Entry.dropped("from=python\n4"));
        transcript.append(session, Entry.notice("The turn ended: 24 calls are enough."));
        assertThat(transcript.entries(session))
                .extracting(TranscriptEntry::kind)
                .containsExactly(Entry.Kind.DROPPED, Entry.Kind.NOTICE);
    }

    @Test
    void aSessionIsCalledByItsFirstWords() {
        assertThat(transcript.get(session).orElseThrow().title()).isEmpty();
        transcript.append(session, Message.system("You are Tomo."));
        transcript.append(session, Message.user("  What is\tthe\ncapital of France? "));
        transcript.append(session, Message.user("And of Spain?"));
        SessionRecord record = transcript.get(session).orElseThrow();
        assertThat(record.title()).isEqualTo("What is the capital of France?");
        assertThat(record.model()).isEqualTo("http://localhost:1#m");
        assertThat(record.dialect()).isEqualTo("to-line");
        assertThat(record.started()).isEqualTo("2026-05-15T00:30:12.500+02:00");
    }

    @Test
    void aLongBeginningIsCutBetweenWordsWhereThereAreAny() {
        assertThat(SessionTitle.of("one two three four five six seven eight nine ten eleven twelve thirteen"))
                .isEqualTo("one two three four five six seven eight nine ten eleven…");
        assertThat(SessionTitle.of("忘".repeat(61))).isEqualTo("忘".repeat(59) + "…");
        assertThat(SessionTitle.of("👩".repeat(60))).isEqualTo("👩".repeat(60));
    }

    @Test
    void theSessionThatWasLastSpokenInComesFirst() {
        String second = transcript.start("m", "to-line").id();
        transcript.start("m", "to-line");
        transcript.append(session, Message.user("a"));
        transcript.append(second, Message.user("b"));
        transcript.append(session, Message.user("c"));
        assertThat(transcript.sessions(10)).extracting(SessionRecord::id).containsExactly(session, second);
        assertThat(transcript.sessions(1)).extracting(SessionRecord::id).containsExactly(session);
        assertThat(transcript.get("nobody")).isEmpty();
        assertThat(transcript.entries("nobody")).isEmpty();
    }

    @Test
    void idsSortAsTheSessionsBegan() {
        String later = new Transcript(database, Clock.offset(CLOCK, Duration.ofSeconds(1)))
                .start("m", "to-line")
                .id();
        assertThat(session).matches("20260514-223012-[0-9a-z]{6}").isLessThan(later);
    }

    @Test
    void taintLastsAsLongAsTheSession() {
        transcript.taint(session);
        database.close();
        database = Database.open(home);
        assertThat(new Transcript(database, CLOCK).get(session).orElseThrow().tainted())
                .isTrue();
    }

    @Test
    void aSessionNobodyStartedCannotBeWrittenTo() {
        assertThatThrownBy(() -> transcript.append("nobody", Message.user("x")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aReplyIsOnTheDiskWhileItStandsStill() throws InterruptedException {
        try (ReplyDraft draft = transcript.beginReply(session, "m");
                Database other = Database.open(home)) {
            assertThat(transcript.entries(session)).isEmpty();
            Transcript reader = new Transcript(other, CLOCK);
            for (String soFar : List.of("It", "It is", "It is 4", "It is 4.")) {
                int had = reader.entries(session).stream()
                        .mapToInt(entry -> entry.message().text().length())
                        .sum();
                draft.append(soFar.substring(had));
                awaitText(reader, soFar);
            }
            TranscriptEntry partial = reader.entries(session).getFirst();
            assertThat(partial.kind()).isEqualTo(Entry.Kind.PARTIAL);
            assertThat(partial.message().complete()).isFalse();
        }
    }

    /// Nothing more is added meanwhile, so a draft that only writes when it is added to would fail this.
    private void awaitText(Transcript reader, String text) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (reader.entries(session).stream()
                .noneMatch(entry -> entry.message().text().equals(text))) {
            assertThat(System.nanoTime())
                    .as("nanoseconds by which '%s' is there", text)
                    .isLessThan(deadline);
            Thread.sleep(5);
        }
    }

    @Test
    void aFinishedReplyIsItsMessagesInOrder() {
        transcript.append(session, Message.user("hi"));
        List<Long> ids;
        try (ReplyDraft draft = transcript.beginReply(session, "m")) {
            draft.append("Let me see.\nto=python\nprint(4)");
            ids = draft.finish(
                    List.of(
                            Entry.message(Message.assistant(Channel.COMMENTARY, "Let me see.")),
                            Entry.message(Message.call(new Recipient("python"), "print(4)")),
                            Entry.dropped("from=python\n4")),
                    new TokenCount(10, 5, 3));
        }
        assertThat(texts()).containsExactly("hi", "Let me see.", "print(4)", "from=python\n4");
        assertThat(transcript.entries(session).subList(1, 4))
                .extracting(TranscriptEntry::id)
                .isEqualTo(ids);
        assertThat(replies()).containsExactly("Let me see.\nto=python\nprint(4)|10|5|3");
    }

    @Test
    void whatAModelWroteIsKeptOnceWhereTheMessageSaysIt() {
        ReplyDraft draft = transcript.beginReply(session, "m");
        draft.append("Four.");
        draft.finish(List.of(Entry.message(Message.assistant(Channel.FINAL, "Four."))), TokenCount.UNKNOWN);
        assertThat(replies()).containsExactly("null|0|0|0");
        assertThatThrownBy(() -> draft.append("!")).isInstanceOf(IllegalStateException.class);
    }

    private List<String> replies() {
        return database.read(db -> Sql.list(
                db,
                row -> row.getString(1) + "|" + row.getInt(2) + "|" + row.getInt(3) + "|" + row.getInt(4),
                "SELECT raw, prompt_tokens, cached_tokens, reply_tokens FROM reply WHERE ended IS NOT NULL"));
    }

    @Test
    void aReplyThatIsLeftStaysAsAnIncompleteMessage() {
        try (ReplyDraft draft = transcript.beginReply(session, "m")) {
            draft.append("It is f");
        }
        try (ReplyDraft draft = transcript.beginReply(session, "m")) {
            draft.append("");
        }
        assertThat(transcript.entries(session)).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(Entry.Kind.MESSAGE);
            assertThat(entry.message())
                    .isEqualTo(Message.assistant(Channel.FINAL, "It is f").incomplete());
        });
    }

    @Test
    void aReplyThatALivingProgramWritesIsLeftAlone() {
        ReplyDraft draft = transcript.beginReply(session, "m");
        draft.append("so far");
        try (Database other = Database.open(home)) {
            new Transcript(other, CLOCK).resume(session, text -> {
                throw new AssertionError("read " + text);
            });
        }
        draft.finish(List.of(Entry.message(Message.assistant(Channel.FINAL, "so far so good"))), TokenCount.UNKNOWN);
        assertThat(texts()).containsExactly("so far so good");
    }

    @Test
    void aLostReplyIsReadExactlyOnceHoweverManyTry() throws Exception {
        loseReply("to=python\nprint(");
        List<List<TranscriptEntry>> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<List<TranscriptEntry>>> tries = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                tries.add(() -> {
                    try (Database other = Database.open(home)) {
                        return new Transcript(other, CLOCK)
                                .resume(
                                        session,
                                        text -> List.of(Message.call(
                                                        new Recipient("python"),
                                                        text.lines().toList().getLast())
                                                .incomplete()));
                    }
                });
            }
            for (Future<List<TranscriptEntry>> result : threads.invokeAll(tries)) {
                results.add(result.get());
            }
        }
        assertThat(results).allMatch(result -> result.equals(results.getFirst()));
        assertThat(transcript.entries(session))
                .singleElement()
                .satisfies(entry -> assertThat(entry.message())
                        .isEqualTo(
                                Message.call(new Recipient("python"), "print(").incomplete()));
        assertThat(replies()).containsExactly("to=python\nprint(|0|0|0");
    }

    @Test
    void aLostReplyWithoutAWordIsForgotten() {
        loseReply("");
        assertThat(transcript.resume(session, text -> List.of(Message.user("never"))))
                .isEmpty();
        assertThat(replies()).hasSize(1);
    }

    @Test
    void aProgramThatWasThoughtDeadHasTheLastWord() {
        ReplyDraft draft = transcript.beginReply(session, "m");
        draft.append("All of it.");
        database.write(db -> Sql.update(db, "UPDATE reply SET writer = '999999999:1'"));
        transcript.resume(
                session,
                text -> List.of(Message.assistant(Channel.FINAL, "Half").incomplete()));
        draft.finish(List.of(Entry.message(Message.assistant(Channel.FINAL, "All of it."))), TokenCount.UNKNOWN);
        assertThat(texts()).containsExactly("All of it.");
    }

    /// Leaves a reply as a program leaves it that was killed.
    private void loseReply(String soFar) {
        database.write(db -> {
            long reply = Sql.insert(
                    db,
                    "INSERT INTO reply (session, model, writer, began) VALUES (?, 'm', '999999999:1', '')",
                    session);
            return Sql.insert(
                    db,
                    "INSERT INTO message (session, reply, kind, at, role, channel, type, parts, complete)"
                            + " VALUES (?, ?, 'partial', '2026-05-14T00:00Z', 'assistant', 'final', 'text', ?, 0)",
                    session,
                    reply,
                    ContentJson.write(Content.text(soFar).parts()));
        });
    }
}
