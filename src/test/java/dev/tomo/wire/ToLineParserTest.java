package dev.tomo.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToLineParserTest {
    @Test
    void aNameIsAtMost128Characters() {
        String longest = "a".repeat(128);
        assertRead("to=" + longest, longest + ": ");
        assertRead("to=" + longest + "." + longest, longest + "." + longest + ": ");
        assertRead("to=" + longest + "a", "final: to=" + longest + "a");
        assertRead("to=b." + longest + "a", "final: to=b." + longest + "a");
    }

    @Test
    void aContentTypeIsReadInAnyCase() {
        assertRead("to=python CODE\nprint(1)", "python: print(1)");
        assertRead(
                "Now.\nto=browser.search JSON {\"query\": \"x\"}",
                "commentary: Now.",
                "browser.search: {\"query\": \"x\"}");
        assertRead(
                "Now.\nto=browser.search:Json{\"query\": \"x\"}",
                "commentary: Now.",
                "browser.search: {\"query\": \"x\"}");
    }

    @Test
    void aContentTypeMayBeGluedToABrace() {
        assertRead(
                "Now.\nto=browser.search json{\"query\": \"x\"}",
                "commentary: Now.",
                "browser.search: {\"query\": \"x\"}");
        assertRead("to=python<|constrain|>code print(1)", "python: print(1)");
        assertRead("to=python code```\nprint(1)\n```", "python: print(1)");
    }

    @Test
    void aWordThatOnlyBeginsLikeAContentTypeIsTheBody() {
        assertRead("to=bio texts are what User likes.", "bio: texts are what User likes.");
        assertRead("to=bio cod is what User likes.", "bio: cod is what User likes.");
        assertRead("to=bio text, User says, is best.", "bio: text, User says, is best.");
        assertRead("to=python text(\"x\")", "python: text(\"x\")");
        assertRead("to=bio :smile", "bio: :smile");
        assertRead("to=python code8", "python: code8");
    }

    @Test
    void somethingElseGluedToTheNameMakesTheLineText() {
        for (String line : List.of(
                "to=python:foo", "to=python:", "to=python: json", "to=python<x", "to=python``", "to=python~~x")) {
            assertRead(line, "final: " + line);
        }
    }

    @Test
    void aFenceOnTheCallLineOpensABodyOnlyWhereItIsOne() {
        assertRead("Now.\nto=python ~~~py\nprint(1)\n~~~", "commentary: Now.", "python: print(1)");
        assertRead("Now.\nto=python```py\nprint(1)\n```\nDone.", "commentary: Now.", "python: print(1)");
        assertRead("Now.\nto=python ```print(1)```", "final: Now.\nto=python ```print(1)```");
        assertRead("to=python ```print(1)```", "python: ```print(1)```");
        assertRead("Now.\nto=python ``", "final: Now.\nto=python ``");
    }

    @Test
    void aSecondLineForTheSameRecipientFollowsABodyOnTheCallLine() {
        assertRead(
                "to=bio User is Ola.\nto=bio User is tall.\nto=BIO User sings.\n\nNoted.",
                "bio: User is Ola.",
                "bio: User is tall.",
                "bio: User sings.",
                "commentary: Noted.");
        assertRead(
                "Now.\nto=bio \"User is Ola.\"\nto=bio User is tall.",
                "commentary: Now.",
                "bio: \"User is Ola.\"",
                "bio: User is tall.");
        assertRead("to=bio User is Ola.\nto=python print(1)", "bio: User is Ola.\nto=python print(1)");
        assertRead(
                "to=bio User is Ola.\n\nto=bio User is tall.", "bio: User is Ola.", "commentary: to=bio User is tall.");
        assertRead("to=bio\nUser is Ola.\nto=bio User is tall.", "bio: User is Ola.\nto=bio User is tall.");
        assertRead("to=python x = 1\ny = 2\nto=python print(x)", "python: x = 1\ny = 2\nto=python print(x)");
    }

    @Test
    void toUserIsEveryoneWhereverItStands() {
        assertRead("to=user\nHello.", "final: Hello.");
        assertRead("to=user Hello.\nHow are you?", "final: Hello.\nHow are you?");
        assertRead("assistant to=functions.User\nHello.", "final: Hello.");
        assertRead(
                "to=user\nFirst I compute.\nto=python\nprint(1)", "commentary: First I compute.", "python: print(1)");
        assertRead("to=python\nprint(1)\nto=user\nIt is 1.\n", "python: print(1)", "final: It is 1.");
        assertRead("to=python\n```\nprint(1)\n```\nto=user\nIt is 1.", "python: print(1)", "final: It is 1.");
        assertRead("Wait.\nto=user\nHello.", "commentary: Wait.", "final: Hello.");
        assertRead("Hello.\nto=user\n\n", "final: Hello.");
        assertRead("to=user\nto=user\nHello.", "final: Hello.");
        assertRead("to=user\n```\nto=python\n```\nThat is a call.", "final: ```\nto=python\n```\nThat is a call.");
        assertRead("to=user\n");
    }

    @Test
    void linesMayEndWithACarriageReturnToo() {
        assertRead(
                "Hi.\r\n\r\nto=bio\r\nUser is Ola.\r\n \r\nNoted.\r\n",
                "commentary: Hi.",
                "bio: User is Ola.",
                "commentary: Noted.");
        assertRead("to=python\r\n```\r\na\r\n\r\n```\r\nto=python\r\nb", "python: a\r\n", "python: b");
        assertRead("one\rto=python\r\ntwo\r", "final: one\rto=python\r\ntwo\r");
        assertRead("to=python\r", "final: to=python\r");
    }

    @Test
    void aFenceTakesItsIndentationFromItsLines() {
        assertRead("to=python\n  ```\n  if x:\n    y()\n z()\n  ```", "python: if x:\n  y()\nz()");
    }

    @Test
    void aFencedBlankBodyIsKeptAsItIs() {
        assertRead("to=python\n```\n```", "python: ");
        assertRead("to=python\n```\n\n\n```", "python: \n");
    }

    @Test
    void aParagraphIsOverAtItsBlankLineEvenInAFence() {
        assertRead(
                "to=bio\nUser wrote:\n```\na\n\nto=python\n```\nto=python\n1",
                "bio: User wrote:\n```\na",
                "commentary: to=python\n```",
                "python: 1");
    }

    @Test
    void anUnregisteredNameDoesNotEndAParagraph() {
        assertRead("to=bio\nUser is Ola.\nto=nobody\n\nto=nobody\nx", "bio: User is Ola.\nto=nobody", "nobody: x");
    }

    @Test
    void theFunctionsPrefixStaysWhereNobodyHasTheName() {
        assertRead("to=functions.nobody\nx", "functions.nobody: x");
        assertRead("to=functions.nobody.draw\nx", "functions.nobody.draw: x");
        assertRead("to=functions\nx", "functions: x");
        assertRead("to=nobody.functions.draw", "final: to=nobody.functions.draw");
    }

    @Test
    void aReplyThatBreaksOffIsMarkedWhereItWasOpen() {
        for (StreamEnd end : List.of(StreamEnd.LENGTH, StreamEnd.CUT)) {
            assertThat(Read.summary("to=python", end)).containsExactly("python:  (incomplete)");
            assertThat(Read.summary("Hi.\nto=python\r", end))
                    .containsExactly("commentary: Hi.", "python:  (incomplete)");
            assertThat(Read.summary("Hi.\nto=browser.", end))
                    .containsExactly("commentary: Hi.", "browser:  (incomplete)");
            assertThat(Read.summary("Hi.\nto=python co", end))
                    .containsExactly("commentary: Hi.", "python:  (incomplete)");
            assertThat(Read.summary("to=python co", end)).containsExactly("python: co (incomplete)");
            assertThat(Read.summary("Hi.\nto=python ```py", end))
                    .containsExactly("commentary: Hi.", "python:  (incomplete)");
            assertThat(Read.summary("to=python\nx\nto=bro", end)).containsExactly("python: x\nto=bro (incomplete)");
            assertThat(Read.summary("to=python\nx\nto=bio", end)).containsExactly("python: x", "bio:  (incomplete)");
            assertThat(Read.summary("to=python\nx\nfrom=", end)).containsExactly("python: x");
            assertThat(Read.summary("to=python\nx\nfrom", end)).containsExactly("python: x\nfrom (incomplete)");
            assertThat(Read.summary("to=user\nHel", end)).containsExactly("final: Hel (incomplete)");
            assertThat(Read.summary("to=bio\n```\nUser", end)).containsExactly("bio: User (incomplete)");
            assertThat(Read.summary("to=bio\n```\nUser\n```", end)).containsExactly("bio: User");
            assertThat(Read.summary("assistant to", end)).containsExactly("final: assistant to (incomplete)");
            assertThat(Read.summary("\n \n", end)).isEmpty();
        }
    }

    @Test
    void aFromLineFinishesTheReply() {
        StreamParser parser = ToLineCase.parser();
        parser.feed("to=python\nprint(1)\nfrom");
        assertThat(parser.finished()).isFalse();
        parser.feed("=");
        assertThat(parser.finished()).isTrue();
    }

    @Test
    void whatMeansNothingIsReportedAsDropped() {
        assertThat(Read.events(List.of("to=python\n```\n1\n```\nOne.\n\nfrom=python\n1\r\n"), StreamEnd.STOP))
                .filteredOn(ParserEvent.Dropped.class::isInstance)
                .containsExactly(new ParserEvent.Dropped("One.\n\n"), new ParserEvent.Dropped("from=python\n1\r\n"));
    }

    @Test
    void onlyWhatMayStillBeAHeaderOrABlankEndIsHeld() {
        assertThat(Read.shownAfter("Hello")).isEqualTo("Hello");
        assertThat(Read.shownAfter("Hello \t")).isEqualTo("Hello \t");
        assertThat(Read.shownAfter("Hello\n\n")).isEqualTo("Hello");
        assertThat(Read.shownAfter("Hello\n\n  T")).isEqualTo("Hello\n\n  T");
        assertThat(Read.shownAfter("Hello\nassistant ")).isEqualTo("Hello");
        assertThat(Read.shownAfter("Hello\nassistant t ")).isEqualTo("Hello\nassistant t ");
        assertThat(Read.shownAfter("Hello\nfr")).isEqualTo("Hello");
        assertThat(Read.shownAfter("Hello\nfrom ")).isEqualTo("Hello\nfrom ");
        assertThat(Read.shownAfter("Hello\nto=nobody")).isEqualTo("Hello");
        assertThat(Read.shownAfter("Hello\nto=nobody i")).isEqualTo("Hello\nto=nobody i");
        assertThat(Read.shownAfter("Hello\n    t")).isEqualTo("Hello\n    t");
        assertThat(Read.shownAfter("```\nt")).isEqualTo("```\nt");
        assertThat(Read.shownAfter("to=user\nHel")).isEqualTo("Hel");
    }

    @Test
    void halfACharacterIsNotShown() {
        assertThat(Read.shownAfter("Sea \ud83c")).isEqualTo("Sea ");
        assertThat(Read.shownAfter("Sea \ud83c\udf0a")).isEqualTo("Sea \ud83c\udf0a");
        assertThat(ToLineCase.shown(Read.events(List.of("Sea \ud83c"), StreamEnd.STOP)))
                .isEqualTo("Sea \ud83c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                " ",
                "\n",
                "to=python ",
                "to=a\n",
                "to=bio\n\n",
                "`",
                "```\n",
                "~~~",
                "<",
                "<|a|>",
                "to=python ```",
                "\r",
                "\t\n"
            })
    void muchOfAnythingIsReadInTimeThatGrowsWithItsLength(String piece) {
        for (String start : List.of("", "to=bio\n", "to=python ", "<think>")) {
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                StreamParser parser = ToLineCase.parser();
                parser.feed(start);
                for (int i = 0; i < 100_000; i++) {
                    parser.feed(piece.substring(i % piece.length(), i % piece.length() + 1));
                }
                parser.end(StreamEnd.STOP);
            });
        }
    }

    private static void assertRead(String reply, String... messages) {
        assertThat(Read.summary(reply, StreamEnd.STOP)).as(reply).containsExactly(messages);
    }
}
