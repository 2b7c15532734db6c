package dev.tomo.tool.bio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.tool.bio.BioRequest.ForgetNumber;
import dev.tomo.tool.bio.BioRequest.ForgetWords;
import dev.tomo.tool.bio.BioRequest.Remember;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BioBodyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "User likes tea.",
                "  User likes tea.\n",
                "\"User likes tea.\"",
                "'User likes tea.'",
                "“User likes tea.”",
                "`User likes tea.`",
                "- User likes tea.",
                "* User likes tea.",
                "1. User likes tea.",
                "• \"User likes tea.\"",
                "User likes\ntea.",
                "Remember that User likes tea.",
                "remember: User likes tea.",
                "{\"text\": \"User likes tea.\"}",
                "{\"fact\": \"User likes tea.\", \"confidence\": 0.9}",
                "{\"action\": \"add\", \"content\": \"User likes tea.\", \"tags\": [\"drinks\"]}",
                "[\"User likes tea.\"]",
                "[{\"memory\": \"User likes tea.\"}]",
                "\"User likes \\u0074ea.\""
            })
    void whatIsWrappedAroundAFactIsTakenOff(String body) {
        assertThat(BioBody.read(body)).containsExactly(new Remember("User likes tea."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User's dog is called \"Rex\".",
                "\"Rex\" is User's dog, \"Tom\" the cat.",
                "User forgot to renew the passport.",
                "Forget-me-nots are User's favourite flowers.",
                "User's friend said: forget it.",
                "User likes the set {1, 2}.",
                "{not json",
                "{\"name\": \"Anna\"}",
                "3 is User's lucky number.",
                "用户忘记了密码学考试的日期。",
                "Remembering names is hard for User."
            })
    void aFactIsLeftAsItIs(String body) {
        assertThat(BioBody.read(body)).containsExactly(new Remember(body));
    }

    @Test
    void severalFactsAreSeveralMemoriesWhereTheyAreClearlyApart() {
        assertThat(BioBody.read("- User likes tea\n- User lives in Rome"))
                .containsExactly(new Remember("User likes tea"), new Remember("User lives in Rome"));
        assertThat(BioBody.read("User likes tea.\n\nUser lives in Rome"))
                .containsExactly(new Remember("User likes tea."), new Remember("User lives in Rome"));
        assertThat(BioBody.read("用户喜欢茶。\n用户住在上海。")).containsExactly(new Remember("用户喜欢茶。"), new Remember("用户住在上海。"));
        assertThat(BioBody.read("[\"User likes tea\", \"User lives in Rome\"]"))
                .containsExactly(new Remember("User likes tea"), new Remember("User lives in Rome"));
        assertThat(BioBody.read("User likes tea, which is\ngrown in Assam,\nand coffee."))
                .containsExactly(new Remember("User likes tea, which is grown in Assam, and coffee."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forget 3",
                "Forget 3.",
                "FORGET: 3",
                "forget #3",
                "forget memory 3",
                "Forget number 3",
                "please forget memory no. 3",
                "delete 3",
                "forget \"3\"",
                "{\"forget\": 3}",
                "{\"action\": \"forget\", \"text\": \"3\"}",
                "忘记3",
                "忘记第3条",
                "请忘掉第 3 条记忆。",
                "Vergiss 3",
                "oublie 3",
                "olvida 3",
                "забудь 3"
            })
    void aNumberIsForgotten(String body) {
        assertThat(BioBody.read(body)).containsExactly(new ForgetNumber(3));
    }

    @Test
    void severalNumbersAreForgotten() {
        for (String body :
                List.of("forget 3, 5 and 12", "forget memories 3 5 12", "- forget 3\n- forget 5\n- forget 12")) {
            assertThat(BioBody.read(body))
                    .as(body)
                    .containsExactly(new ForgetNumber(3), new ForgetNumber(5), new ForgetNumber(12));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    forget: the cat | the cat
                    Forget that User lives in Berlin. | User lives in Berlin.
                    forget about the dog | the dog
                    Forget: User's name is Anna. | User's name is Anna.
                    Forget User's dog | User's dog
                    forget "User likes tea" | User likes tea
                    forget 3 cats | 3 cats
                    Forget everything | everything
                    Forget that thatched roof | thatched roof
                    Remove User's address | User's address
                    忘记用户住在柏林 | 用户住在柏林
                    忘掉：喝茶 | 喝茶
                    请忘记关于猫的事 | 猫的事
                    Vergiss, dass | , dass
                    Vergiss dass User in Rom wohnt | User in Rom wohnt
                    """)
    void wordsAreForgotten(String body, String words) {
        assertThat(BioBody.read(body)).containsExactly(new ForgetWords(words));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n ", "\"\"", "[]"})
    void anEmptyBodyIsAnEmptyFact(String body) {
        assertThat(BioBody.read(body)).hasSize(1).first().isInstanceOf(Remember.class);
    }

    @Test
    void aNumberWithoutEndIsNoNumber() {
        assertThat(BioBody.read("forget " + "9".repeat(30))).first().isInstanceOf(ForgetWords.class);
    }

    @Test
    void anyBodyIsReadInAMoment() {
        for (String piece : List.of("forget ", "3, ", "\"", "[", "- \n", "{\"a\":", "1 and ", "第 ")) {
            assertThat(BioBody.read(piece.repeat(20_000))).isNotEmpty();
        }
    }
}
