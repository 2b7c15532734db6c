package dev.tomo.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.store.MemoryEvent.Op;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MemoryLogTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-14T23:30:00Z"), ZoneId.of("Asia/Shanghai"));

    private final Database database = Database.inMemory();
    private final Transcript transcript = new Transcript(database, CLOCK);
    private final MemoryLog log = new MemoryLog(database, CLOCK);
    private final MemoryReview review = new MemoryReview(database, CLOCK);
    private final String session = transcript.start("m", "to-line").id();

    @AfterEach
    void close() {
        database.close();
    }

    private MemoryOrigin model(int turn) {
        return MemoryOrigin.model(session, 7, turn, false);
    }

    private MemoryOrigin outside(int turn) {
        return MemoryOrigin.model(session, 7, turn, true);
    }

    private void save(String... facts) {
        for (String fact : facts) {
            assertThat(log.remember(fact, MemoryOrigin.PERSON)).isInstanceOf(Remembered.Saved.class);
        }
    }

    private List<String> texts() {
        return log.memories().stream().map(Memory::text).toList();
    }

    @Test
    void aFactIsKeptWithTheDayItWasSavedWhereThePersonIs() {
        Remembered saved = log.remember("User is allergic to peanuts.", model(1));
        assertThat(saved).isInstanceOfSatisfying(Remembered.Saved.class, outcome -> {
            assertThat(outcome.memory().number()).isEqualTo(1);
            assertThat(outcome.memory().text()).isEqualTo("User is allergic to peanuts.");
            assertThat(outcome.memory().savedOn()).isEqualTo(LocalDate.of(2026, 5, 15));
            assertThat(log.memories()).containsExactly(outcome.memory());
        });
    }

    @Test
    void whatIsWrittenInAnyLanguageIsKeptAsItIsWritten() {
        List<String> facts = List.of(
                "用户对花生过敏。", "ユーザーは東京に住んでいます。", "Пользователь любит чай.", "יש לו חתול", "نام او سارا است", "👩‍👩‍👧");
        facts.forEach(this::save);
        assertThat(texts()).isEqualTo(facts);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User lives in Berlin.",
                "user lives in berlin",
                "The user lives in Berlin",
                "  User  lives\nin Berlin. ",
                "“User lives in Berlin!”",
                "lives in Berlin",
                "Ｕｓｅｒ lives in Berlin",
                "User l\u200Bives in Ber\u202Elin.",
                "1. [2026-05-15]. User lives in Berlin."
            })
    void aFactThatIsKnownIsNotAddedAgain(String again) {
        save("User lives in Berlin.");
        assertThat(log.remember(again, model(1)))
                .isEqualTo(new Remembered.Known(log.memories().getFirst()));
        assertThat(log.memories()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User lives in Bern.",
                "User's sister lives in Berlin.",
                "User lived in Berlin.",
                "User does not live in Berlin.",
                "User lives in Berlin-Mitte."
            })
    void anotherFactIsAdded(String other) {
        save("User lives in Berlin.", other);
        assertThat(log.memories()).hasSize(2);
    }

    @Test
    void signsThatTellFactsApartCount() {
        save(
                "User likes C.",
                "User likes C++.",
                "User likes C#.",
                "It is 5 °C",
                "It is -5 °C",
                "It is 3.5",
                "It is 35");
        assertThat(log.memories()).hasSize(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n\t", "\u202E\u200B", "...", "\"\""})
    void anEmptyFactIsRefused(String nothing) {
        assertThat(log.remember(nothing, model(1)))
                .isInstanceOfSatisfying(
                        Remembered.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.BLANK));
    }

    @Test
    void aFactThatIsTooLongIsRefusedWithTheLimit() {
        save("x".repeat(MemoryLog.LONGEST));
        assertThat(log.remember("y".repeat(10_000), model(1)))
                .isInstanceOfSatisfying(Remembered.Refused.class, refused -> {
                    assertThat(refused.reason()).isEqualTo(Refusal.TOO_LONG);
                    assertThat(refused.why()).contains("10000", "1000");
                });
        assertThat(log.memories()).hasSize(1);
    }

    @Test
    void aFactIsOneLineOfWhatCanBeSeen() {
        save("User\r\nlikes\u0007 \u001b[31mtea\u2028and\u0085 \u2066milk\u2069\u00ad\uD800 \uDB40\uDC41");
        assertThat(texts()).containsExactly("User likes [31mtea and milk");
    }

    @Test
    void fiveChangesATurnAreEnough() {
        for (int i = 1; i <= 4; i++) {
            assertThat(log.remember("Fact " + i, model(1))).isInstanceOf(Remembered.Saved.class);
        }
        assertThat(log.remember("fact 1", model(1))).isInstanceOf(Remembered.Known.class);
        assertThat(log.forget(1, model(1))).isInstanceOf(Forgetting.Forgotten.class);
        assertThat(log.remember("Fact 6", model(1)))
                .isInstanceOfSatisfying(
                        Remembered.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.TOO_MANY));
        assertThat(log.forget(2, model(1))).isInstanceOf(Forgetting.Refused.class);
        assertThat(log.remember("Fact 6", model(2))).isInstanceOf(Remembered.Saved.class);
        assertThat(log.remember("Fact 7", MemoryOrigin.PERSON)).isInstanceOf(Remembered.Saved.class);
    }

    @Test
    void aForgottenMemoryIsGoneAndLaterOnesMoveUp() {
        save("one", "two", "three");
        assertThat(log.forget(2, MemoryOrigin.PERSON))
                .isInstanceOfSatisfying(
                        Forgetting.Forgotten.class,
                        forgotten -> assertThat(forgotten.memory().text()).isEqualTo("two"));
        assertThat(log.memories()).extracting(Memory::number).containsExactly(1, 2);
        assertThat(texts()).containsExactly("one", "three");
        assertThat(log.forget(3, MemoryOrigin.PERSON)).isEqualTo(new Forgetting.NoSuch());
        assertThat(log.forget(0, MemoryOrigin.PERSON)).isEqualTo(new Forgetting.NoSuch());
    }

    @Test
    void aRestoredMemoryHasItsPlaceAndDayAgain() {
        save("one", "two", "three");
        List<Memory> before = log.memories();
        log.forget(2, MemoryOrigin.PERSON);
        String id = before.get(1).id();
        assertThat(log.restore(id, MemoryOrigin.PERSON)).contains(before.get(1));
        assertThat(log.memories()).isEqualTo(before);
        assertThat(log.restore(id, MemoryOrigin.PERSON)).contains(before.get(1));
        assertThat(log.restore("nobody", MemoryOrigin.PERSON)).isEmpty();
        assertThat(log.history(id)).extracting(MemoryEvent::op).containsExactly(Op.REMEMBER, Op.FORGET, Op.RESTORE);
    }

    @Test
    void whatWasNeverSavedIsNotRestored() {
        save("one");
        String id = log.memories().getFirst().id();
        log.undo(MemoryOrigin.PERSON);
        assertThat(log.restore(id, MemoryOrigin.PERSON)).isEmpty();
        assertThat(log.memories()).isEmpty();
    }

    @Test
    void aPinIsAnEventToo() {
        save("one", "two");
        assertThat(log.pin(2, true, MemoryOrigin.PERSON).orElseThrow().pinned()).isTrue();
        assertThat(log.pin(2, true, MemoryOrigin.PERSON))
                .contains(log.memories().get(1));
        assertThat(log.pin(9, true, MemoryOrigin.PERSON)).isEmpty();
        assertThat(log.undo(MemoryOrigin.PERSON)).contains(new Undone(Op.PIN, false, "two"));
        assertThat(log.memories()).noneMatch(Memory::pinned);
    }

    @Test
    void everyMemoryKnowsWhereItCameFrom() {
        log.remember("one", model(3));
        MemoryEvent event = log.history(log.memories().getFirst().id()).getFirst();
        assertThat(event.session()).contains(session);
        assertThat(event.message()).contains(7L);
        assertThat(event.actor()).isEqualTo("model");
        assertThat(event.at()).isEqualTo("2026-05-15T07:30+08:00");
    }

    @Test
    void theNumbersOfASessionKeepTheirMeaning() {
        save("one", "two", "three");
        String chat = transcript.start("m", "to-line").id();
        MemoryOrigin origin = MemoryOrigin.model(chat, 1, 1, false);
        log.forget(1, origin);
        assertThat(log.remember("four", origin))
                .isInstanceOfSatisfying(
                        Remembered.Saved.class,
                        saved -> assertThat(saved.memory().number()).isEqualTo(4));
        assertThat(log.forget(2, origin))
                .isInstanceOfSatisfying(
                        Forgetting.Forgotten.class,
                        forgotten -> assertThat(forgotten.memory().text()).isEqualTo("two"));
        log.forget(4, origin);
        log.remember("five", origin);
        assertThat(log.memories(chat))
                .extracting(memory -> memory.number() + " " + memory.text())
                .containsExactly("3 three", "5 five");
        assertThat(log.memories())
                .extracting(memory -> memory.number() + " " + memory.text())
                .containsExactly("1 three", "2 five");
    }

    @Test
    void theMemoriesOfASessionsPromptNeverChange() {
        save("one", "two");
        String chat = transcript.start("m", "to-line").id();
        List<Memory> prompt = log.promptMemories(chat);
        log.forget(1, MemoryOrigin.PERSON);
        save("three");
        log.pin(1, true, MemoryOrigin.PERSON);
        log.undo(MemoryOrigin.PERSON);
        assertThat(prompt).extracting(Memory::text).containsExactly("one", "two");
        assertThat(log.promptMemories(chat)).isEqualTo(prompt);
        assertThat(log.promptMemories("nobody")).isEmpty();
    }

    @Test
    void whatWasRestoredDuringASessionHasANumberInIt() {
        save("one", "two");
        String id = log.memories().getFirst().id();
        log.forget(1, MemoryOrigin.PERSON);
        String chat = transcript.start("m", "to-line").id();
        log.undo(MemoryOrigin.PERSON);
        MemoryOrigin origin = MemoryOrigin.model(chat, 1, 1, false);
        log.remember("three", origin);
        assertThat(log.memories(chat))
                .extracting(memory -> memory.number() + " " + memory.text())
                .containsExactly("1 two", "2 one", "3 three");
        assertThat(log.restore(id, origin).orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void whatThePersonForgotElsewhereDoesNotComeBackFromAPromptThatStillShowsIt() {
        save("User lives in Berlin.");
        String chat = transcript.start("m", "to-line").id();
        MemoryOrigin origin = MemoryOrigin.model(chat, 1, 1, false);
        log.forget(1, MemoryOrigin.PERSON);
        assertThat(log.remember("User lives in Berlin.", origin))
                .isInstanceOfSatisfying(
                        Remembered.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Refusal.FORGOTTEN_MEANWHILE));
        assertThat(log.remember("User lives in Berlin.", MemoryOrigin.PERSON)).isInstanceOf(Remembered.Saved.class);
    }

    @Test
    void aChangeOfMindInAChatCounts() {
        save("User lives in Berlin.");
        String chat = transcript.start("m", "to-line").id();
        MemoryOrigin origin = MemoryOrigin.model(chat, 1, 1, false);
        log.forget(1, origin);
        assertThat(log.remember("User lives in Berlin.", origin)).isInstanceOf(Remembered.Saved.class);
    }

    @Test
    void whatComesAfterSomethingFromOutsideWaits() {
        save("one");
        Remembered waits = log.remember("User trusts example.org.", outside(1));
        assertThat(waits).isInstanceOfSatisfying(Remembered.Waiting.class, outcome -> {
            assertThat(outcome.change().text()).isEqualTo("User trusts example.org.");
            assertThat(outcome.change().session()).contains(session);
        });
        assertThat(log.forget(1, outside(1))).isInstanceOf(Forgetting.Waiting.class);
        assertThat(texts()).containsExactly("one");
        assertThat(review.waiting())
                .extracting(change -> change.op() + " " + change.text())
                .containsExactly("REMEMBER User trusts example.org.", "FORGET one");
        assertThat(transcript.start("m", "to-line"))
                .satisfies(next -> assertThat(log.promptMemories(next.id()))
                        .extracting(Memory::text)
                        .containsExactly("one"));
    }

    @Test
    void whatWaitsAlreadyDoesNotWaitTwice() {
        Remembered first = log.remember("User trusts example.org.", outside(1));
        assertThat(log.remember("user trusts example.org", outside(2))).isEqualTo(first);
        save("one");
        Forgetting forget = log.forget(1, outside(2));
        assertThat(log.forget("one", outside(3))).isEqualTo(forget);
        assertThat(review.waiting()).hasSize(2);
    }

    @Test
    void whatThePersonApprovesIsKeptAndWhatTheyRejectIsNot() {
        log.remember("first", outside(1));
        log.remember("second", outside(1));
        save("third");
        List<WaitingChange> waiting = review.waiting();
        assertThat(review.approve(waiting.get(0).id(), MemoryOrigin.PERSON))
                .isEqualTo(new Decision.Approved(waiting.get(0)));
        assertThat(review.reject(waiting.get(1).id(), MemoryOrigin.PERSON))
                .isEqualTo(new Decision.Rejected(waiting.get(1)));
        assertThat(review.waiting()).isEmpty();
        assertThat(texts()).containsExactly("third", "first");
        assertThat(review.approve(waiting.get(1).id(), MemoryOrigin.PERSON)).isEqualTo(new Decision.NoSuch());
        assertThat(review.reject(999, MemoryOrigin.PERSON)).isEqualTo(new Decision.NoSuch());
    }

    @Test
    void anApprovedForgettingForgets() {
        save("one", "two");
        log.forget(1, outside(1));
        review.approve(review.waiting().getFirst().id(), MemoryOrigin.PERSON);
        assertThat(texts()).containsExactly("two");
        log.undo(MemoryOrigin.PERSON);
        assertThat(texts()).containsExactly("one", "two");
        assertThat(review.waiting()).hasSize(1);
    }

    @Test
    void anApprovalThatChangesNothingAnyMoreIsOnlySettled() {
        log.remember("one", outside(1));
        save("one", "two");
        log.forget(2, outside(1));
        log.forget(2, MemoryOrigin.PERSON);
        for (WaitingChange change : review.waiting()) {
            assertThat(review.approve(change.id(), MemoryOrigin.PERSON)).isEqualTo(new Decision.Settled(change));
        }
        assertThat(review.waiting()).isEmpty();
        assertThat(texts()).containsExactly("one");
    }

    @Test
    void undoGoesBackStepByStep() {
        save("one", "two");
        log.forget(1, model(1));
        assertThat(log.undo(MemoryOrigin.PERSON)).contains(new Undone(Op.FORGET, false, "one"));
        assertThat(log.undo(MemoryOrigin.PERSON)).contains(new Undone(Op.REMEMBER, false, "two"));
        save("three");
        assertThat(texts()).containsExactly("one", "three");
        assertThat(log.undo(MemoryOrigin.PERSON)).contains(new Undone(Op.REMEMBER, false, "three"));
        assertThat(log.undo(MemoryOrigin.PERSON)).contains(new Undone(Op.REMEMBER, false, "one"));
        assertThat(log.undo(MemoryOrigin.PERSON)).isEqualTo(Optional.empty());
        log.remember("four", outside(1));
        assertThat(log.undo(MemoryOrigin.PERSON)).contains(new Undone(Op.REMEMBER, true, "four"));
        assertThat(review.waiting()).isEmpty();
    }
}
