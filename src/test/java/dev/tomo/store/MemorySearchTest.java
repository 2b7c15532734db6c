package dev.tomo.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which memory is meant, in languages with and without spaces between words.
final class MemorySearchTest {
    private static final List<String> FACTS = List.of(
            "User lives in Berlin.",
            "User has lived with a cat since 2019.",
            "User's dog is called Rex.",
            "User is allergic to peanuts.",
            "User prefers metric units.",
            "User works as a nurse in the children's hospital.",
            "User is training for a marathon in October.",
            "用户住在上海，喜欢喝茶。",
            "用户对海鲜过敏。",
            "ユーザーは京都の大学で物理を勉強しています。",
            "사용자는 서울에 살고 있습니다.",
            "Пользователь работает учителем в Казани.",
            "Die Nutzerin spielt seit zehn Jahren Geige.",
            "ผู้ใช้ชอบอาหารเผ็ด");

    private static List<Memory> memories(List<String> facts) {
        List<Memory> memories = new ArrayList<>();
        for (String fact : facts) {
            int number = memories.size() + 1;
            memories.add(new Memory(number, "id" + number, fact, LocalDate.of(2026, 1, 1), false));
        }
        return memories;
    }

    private static MemorySearch.Meaning find(String words, List<String> facts) {
        return MemorySearch.find(words, memories(facts));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    User lives in Berlin | 1
                    that User lives in Berlin | 1
                    the user living in Berlin | 1
                    where I live, Berlin | 1
                    Berlin | 1
                    the cat | 2
                    my dog Rex | 3
                    Rex | 3
                    peanut allergy | 4
                    that I'm allergic to peanuts | 4
                    metric units | 5
                    the preference for metric units | 5
                    User is a nurse in a children's hospital | 6
                    my work in the hospital | 6
                    the marathon | 7
                    the training for marathons | 7
                    住在上海 | 8
                    喝茶 | 8
                    茶 | 8
                    用户对海鲜过敏 | 9
                    我对海鲜过敏这件事 | 9
                    京都の大学 | 10
                    서울에 살고 있다 | 11
                    учитель в Казани | 12
                    dass sie Geige spielt | 13
                    อาหารเผ็ด | 14
                    """)
    void theMemoryThatIsMeantIsFound(String words, int number) {
        assertThat(find(words, FACTS))
                .isInstanceOfSatisfying(
                        MemorySearch.One.class,
                        one -> assertThat(one.memory().number()).isEqualTo(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quantum chromodynamics", "滑雪", "the user", "User likes opera", ""})
    void wordsThatStandNowhereMeanNothing(String words) {
        assertThat(find(words, FACTS)).isNotInstanceOf(MemorySearch.One.class);
        assertThat(find(words, List.of())).isEqualTo(new MemorySearch.None());
    }

    @Test
    void memoriesThatFitAlikeAreCandidates() {
        List<String> facts = List.of("User has a dog.", "User lives in Rome.", "User's sister has a dog called Max.");
        assertThat(find("the dog", facts))
                .isInstanceOfSatisfying(
                        MemorySearch.Several.class,
                        several -> assertThat(several.candidates())
                                .extracting(Memory::number)
                                .containsExactlyInAnyOrder(1, 3));
    }

    @Test
    void theMemoryThatSaysJustThatIsMeantThoughOthersSayItToo() {
        List<String> facts =
                List.of("User's sister lives in Berlin.", "User lives in Berlin.", "User lives in Berlin with a cat.");
        assertThat(find("user lives in berlin", facts))
                .isInstanceOfSatisfying(
                        MemorySearch.One.class,
                        one -> assertThat(one.memory().number()).isEqualTo(2));
    }

    @Test
    void aMemoryThatIsOnlyLikeItIsACandidate() {
        List<String> facts = List.of("User works at Siemens.", "User likes tea.");
        assertThat(find("User works at Google", facts))
                .isInstanceOfSatisfying(
                        MemorySearch.Several.class,
                        several -> assertThat(several.candidates())
                                .extracting(Memory::number)
                                .containsExactly(1));
    }

    @ParameterizedTest
    @CsvSource({"my dog's name, 3", "my job in the hospital, 6", "서울에 사는 것, 11", "喜欢喝咖啡, 8"})
    void wordsThatStandThereOnlyInPartNeedASecondLook(String words, int number) {
        assertThat(find(words, FACTS))
                .isInstanceOfSatisfying(
                        MemorySearch.Several.class,
                        several -> assertThat(several.candidates().getFirst().number())
                                .isEqualTo(number));
    }

    @Test
    void thereAreAtMostFiveCandidates() {
        List<String> facts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            facts.add("User has cat number " + i);
        }
        assertThat(find("cat", facts))
                .isInstanceOfSatisfying(
                        MemorySearch.Several.class,
                        several -> assertThat(several.candidates()).hasSize(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "everything",
                "Everything.",
                "all",
                "all memories",
                "all of it",
                "everything you know about me",
                "all of my memories",
                "everything about the user",
                "全部",
                "所有记忆",
                "一切"
            })
    void everythingIsNotAMemory(String words) {
        assertThat(find(words, FACTS)).isEqualTo(new MemorySearch.Everything());
    }

    @Test
    void allInAFactIsAWord() {
        List<String> facts = List.of("User eats all kinds of fish.", "User likes tea.");
        assertThat(find("that User eats all kinds of fish", facts)).isInstanceOf(MemorySearch.One.class);
    }
}
