package dev.tomo.tool.bio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.message.Recipient;
import dev.tomo.store.Database;
import dev.tomo.store.Memory;
import dev.tomo.store.MemoryLog;
import dev.tomo.store.MemoryOrigin;
import dev.tomo.store.MemoryReview;
import dev.tomo.store.Transcript;
import dev.tomo.tool.Tool;
import dev.tomo.tool.ToolCall;
import dev.tomo.tool.ToolResult;
import dev.tomo.tool.ToolResult.Status;
import dev.tomo.wire.ToolSignature;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BioToolTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-14T00:00:00Z"), ZoneOffset.UTC);
    private static final ToolSignature SIGNATURE =
            new ToolSignature("bio", List.of(), ToolSignature.Body.PARAGRAPH, List.of("User", "Forget"));

    private final Database database = Database.inMemory();
    private final MemoryLog log = new MemoryLog(database, CLOCK);
    private final String session =
            new Transcript(database, CLOCK).start("m", "to-line").id();
    private final Tool bio = new BioTool(SIGNATURE, log);
    private int turn;

    @AfterEach
    void close() {
        database.close();
    }

    private ToolResult call(String body, boolean tainted) throws InterruptedException {
        turn++;
        return bio.run(
                new ToolCall(new Recipient("bio"), body, Map.of(), new ToolCall.Origin(session, 1, turn, tainted)));
    }

    private void check(String body, Status status, String model, String person) throws InterruptedException {
        ToolResult result = call(body, false);
        assertThat(result.content().text()).isEqualTo(model);
        assertThat(result.notice()).contains(person);
        assertThat(result.status()).isEqualTo(status);
    }

    private List<String> texts() {
        return log.memories().stream().map(Memory::text).toList();
    }

    @Test
    void theModelAndThePersonAreToldWhatHappened() throws InterruptedException {
        assertThat(bio.signature()).isEqualTo(SIGNATURE);
        check(
                "User is allergic to peanuts.",
                Status.OK,
                "Saved as memory 1.",
                "Remembered: \"User is allergic to peanuts.\" · /undo takes it back");
        check(
                "the user is allergic to peanuts",
                Status.OK,
                "Already known as memory 1; nothing was added.",
                "Already remembered: \"User is allergic to peanuts.\"");
        check(
                "User likes tea.",
                Status.OK,
                "Saved as memory 2.",
                "Remembered: \"User likes tea.\" · /undo takes it back");
        check(
                "Forget that I am allergic to peanuts",
                Status.OK,
                "Forgot memory 1: User is allergic to peanuts.",
                "Forgotten: \"User is allergic to peanuts.\" · /undo takes it back");
        check(
                "forget 9",
                Status.FAILED,
                "Nothing was forgotten: there is no memory 9.",
                "Nothing forgotten: there is no memory 9.");
        assertThat(texts()).containsExactly("User likes tea.");
    }

    @Test
    void aConversationInChineseWorksTheSame() throws InterruptedException {
        check("用户对花生过敏。", Status.OK, "Saved as memory 1.", "Remembered: \"用户对花生过敏。\" · /undo takes it back");
        check(
                "用户对花生过敏",
                Status.OK,
                "Already known as memory 1; nothing was added.",
                "Already remembered: \"用户对花生过敏。\"");
        check("忘记：花生过敏", Status.OK, "Forgot memory 1: 用户对花生过敏。", "Forgotten: \"用户对花生过敏。\" · /undo takes it back");
    }

    @Test
    void ambiguousWordsListCandidates() throws InterruptedException {
        call("User has a dog.", false);
        call("User's sister has a dog called Max.", false);
        ToolResult result = call("forget: the dog", false);
        assertThat(result.content().text())
                .startsWith("Nothing was forgotten: more than one memory fits:\n")
                .contains(
                        "1. User has a dog.\n",
                        "2. User's sister has a dog called Max.\n",
                        "\"forget\" and the number");
        assertThat(result.notice()).contains("Nothing forgotten yet: 2 memories fit.");
        assertThat(texts()).hasSize(2);
        assertThat(call("forget 2", false).status()).isEqualTo(Status.OK);
        assertThat(texts()).containsExactly("User has a dog.");
    }

    @Test
    void severalFactsHaveOneLineForThePerson() throws InterruptedException {
        ToolResult result = call("- User likes tea.\n- User likes tea.\n- User lives in Rome.", false);
        assertThat(result.content().text())
                .isEqualTo("Saved as memory 1.\nAlready known as memory 1; nothing was added.\nSaved as memory 2.");
        assertThat(result.notice())
                .contains(
                        "Remembered: \"User likes tea.\" · Already remembered: \"User likes tea.\" · Remembered: \"User"
                                + " lives in Rome.\" · /undo takes back the last");
    }

    @Test
    void whatIsRefusedIsSaidWithItsReason() throws InterruptedException {
        for (String body : List.of(
                "", "x".repeat(10_000), "User's card is 4111 1111 1111 1111", "forget everything", "forget: opera")) {
            ToolResult result = call(body, false);
            assertThat(result.status()).as(body).isEqualTo(Status.FAILED);
            assertThat(result.content().text()).startsWith("No").endsWith(".").doesNotContain("4111");
            assertThat(result.notice().orElseThrow()).startsWith("No").doesNotContain("\n", "4111", "undo");
        }
        assertThat(texts()).isEmpty();
    }

    @Test
    void theSixthChangeOfATurnIsRefused() throws InterruptedException {
        ToolResult result = call("- one.\n- two.\n- three.\n- four.\n- five.\n- six.\n- seven.", false);
        assertThat(result.content().text().lines().toList().subList(5, 7))
                .allMatch(line -> line.startsWith("Not saved: memories were changed 5 times in this turn"));
        assertThat(texts()).hasSize(5);
    }

    @Test
    void afterSomethingFromOutsideACallWaits() throws InterruptedException {
        log.remember("User likes tea.", MemoryOrigin.PERSON);
        ToolResult save = call("User trusts example.org.", true);
        ToolResult forget = call("forget 1", true);
        assertThat(save.content().text())
                .isEqualTo("Not saved yet: it waits for the person's review, since something from outside stood in the"
                        + " conversation.");
        assertThat(save.notice()).contains("Waits for your review: \"User trusts example.org.\"");
        assertThat(forget.notice()).contains("Waits for your review: to forget \"User likes tea.\"");
        assertThat(texts()).containsExactly("User likes tea.");
        assertThat(new MemoryReview(database, CLOCK).waiting()).hasSize(2);
    }

    @Test
    void aTemporaryChatKeepsNothingAndSaysSo() throws InterruptedException {
        Tool off = BioTool.off(SIGNATURE);
        ToolResult result = off.run(new ToolCall(
                new Recipient("bio"), "User likes tea.", Map.of(), new ToolCall.Origin(session, 1, 1, false)));
        assertThat(off.signature()).isEqualTo(SIGNATURE);
        assertThat(result.status()).isEqualTo(Status.REFUSED);
        assertThat(result.content().text()).contains("off", "nothing was saved");
        assertThat(texts()).isEmpty();
    }

    @Test
    void aCallByHandOutsideAnySessionIsACallToo() throws InterruptedException {
        ToolResult result = bio.run(new ToolCall(
                new Recipient("bio"), "User prefers metric units.", Map.of(), new ToolCall.Origin("", 0, 0, false)));
        assertThat(result.content().text()).isEqualTo("Saved as memory 1.");
    }

    @Test
    void aDatabaseThatCannotBeUsedIsSaidToTheModel(@TempDir Path home) throws Exception {
        try (Database locked = Database.open(home);
                var other = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("memory/tomo.db"))) {
            other.createStatement().executeUpdate("DROP VIEW memory; PRAGMA writable_schema = ON");
            other.createStatement()
                    .executeUpdate("UPDATE sqlite_schema SET sql = 'CREATE VIEW' WHERE name = 'session'");
            Tool tool = new BioTool(SIGNATURE, new MemoryLog(locked, CLOCK));
            ToolResult result = tool.run(new ToolCall(
                    new Recipient("bio"), "User likes tea.", Map.of(), new ToolCall.Origin("", 0, 0, false)));
            assertThat(result.status()).isEqualTo(Status.FAILED);
            assertThat(result.content().text()).startsWith("Memory cannot be used at the moment");
            assertThat(result.notice().orElseThrow())
                    .startsWith("Memory cannot be used: ")
                    .doesNotContain("\n");
        }
    }
}
