package dev.tomo.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReasoningTest {
    @Test
    void whatStandsInTagsAtTheStartIsReasoning() {
        assertRead("<think>\nEasy.\n</think>\n\nFour.", "analysis: Easy.", "final: Four.");
        assertRead("\n <think>a < b</think>to=python\nprint(1)", "analysis: a < b", "python: print(1)");
        assertRead(
                "<think>One.</think>\n<think>Two.</think>\nThree.",
                "analysis: One.",
                "analysis: Two.",
                "final: Three.");
        assertRead("<think></think>Four.", "final: Four.");
        assertRead("<think>to=python\nfrom=x</think>Four.", "analysis: to=python\nfrom=x", "final: Four.");
    }

    @Test
    void aTagThatNeverClosesIsAnIncompleteMessage() {
        assertRead("<think>Hm, </thin", "analysis: Hm, </thin (incomplete)");
        assertThat(Read.summary("<think>Hm", StreamEnd.CUT)).containsExactly("analysis: Hm (incomplete)");
    }

    @Test
    void aTagAnywhereElseIsText() {
        assertRead("The tag is <think>x</think>.", "final: The tag is <think>x</think>.");
        assertRead("Look:\n<think>", "final: Look:\n<think>");
        assertRead("<thin", "final: <thin");
        assertRead("<<think>", "final: <<think>");
        assertRead("</think>Four.", "final: </think>Four.");
        assertRead("to=python\n<think>", "python: <think>");
    }

    @Test
    void reasoningIsToldAsItArrives() {
        StreamParser parser = ToLineCase.parser();
        assertThat(parser.feed("<thi")).isEmpty();
        assertThat(parser.feed("nk>\nHm")).containsExactly(new ParserEvent.Reasoned("Hm"));
        assertThat(parser.feed("m.\n</")).containsExactly(new ParserEvent.Reasoned("m."));
        assertThat(parser.feed("i> \n")).containsExactly(new ParserEvent.Reasoned("\n</i>"));
        assertThat(parser.feed("</think>Four.")).last().isEqualTo(new ParserEvent.Shown("Four."));
    }

    @Test
    void aControlTokenAtTheEndIsDropped() {
        assertRead("Four.<|im_end|>", "final: Four.");
        assertRead("to=python\nprint(1)\n<|im_end|>\n<|endoftext|>\n", "python: print(1)");
        assertRead("Four.</s>", "final: Four.");
        assertRead("Four.<｜end▁of▁sentence｜>", "final: Four.");
        assertThat(Read.events(List.of("<think>x</think>4", "<|im_", "end|> "), StreamEnd.STOP))
                .last()
                .isEqualTo(new ParserEvent.Dropped("<|im_end|> "));
    }

    @Test
    void aControlTokenThatTextFollowsIsText() {
        assertRead("The token <|im_end|> ends it.", "final: The token <|im_end|> ends it.");
        assertRead("a <| b", "final: a <| b");
        assertRead("Four.<|im_en", "final: Four.<|im_en");
        assertRead("<<|a|>b", "final: <<|a|>b");
    }

    private static void assertRead(String reply, String... messages) {
        assertThat(Read.summary(reply, StreamEnd.STOP)).as(reply).containsExactly(messages);
    }
}
