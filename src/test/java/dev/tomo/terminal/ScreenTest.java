package dev.tomo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.terminal.Screen.Style;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ScreenTest {
    @Test
    void aLineBeginsInTheFirstColumn() {
        PaperScreen paper = PaperScreen.plain();
        paper.screen().stream("half a line");
        paper.screen().line(Style.DIM, "whole");
        assertThat(paper.written()).isEqualTo("half a line\nwhole\n");
    }

    @Test
    void aStreamIsWrittenAsItComesAndNothingElse() {
        PaperScreen paper = PaperScreen.able();
        List.of("An", "swer", " 你", "好\n").forEach(paper.screen()::stream);
        paper.screen().endStream();
        assertThat(paper.written()).isEqualTo("Answer 你好\n");
    }

    @Test
    void nothingWrittenIsObeyed() {
        PaperScreen paper = PaperScreen.able();
        paper.screen().stream("a\u001b");
        paper.screen().stream("[2J");
        paper.screen().lines(Style.ERROR, List.of("b\u009b2J"));
        paper.screen().status("c\u001b]0;x\u0007");
        assertThat(paper.written())
                .contains("a^[[2J", "b\\u009b2J", "c^[]0;x^G")
                .doesNotContain("\u001b[2J", "\u009b", "\u001b]");
    }

    @Test
    void aStatusLeavesNoTrace() {
        PaperScreen paper = PaperScreen.able();
        paper.screen().status("- working");
        paper.screen().line(Style.PLAIN, "done");
        assertThat(paper.written()).endsWith("\r\u001b[Kdone\n");
    }

    @Test
    void aSpinnerCostsTwoCharacters() {
        PaperScreen paper = PaperScreen.able();
        paper.screen().status("- working");
        int before = paper.written().length();
        paper.screen().status("| working");
        assertThat(paper.written().substring(before)).isEqualTo("\r|");
    }

    @Test
    void aStatusFitsOnOneLine() {
        PaperScreen paper = PaperScreen.able();
        paper.screen().status("界".repeat(50));
        assertThat(paper.written()).contains("界".repeat(29) + "…").doesNotContain("界".repeat(30));
    }

    @Test
    void aScreenThatCannotEraseShowsNoStatusAndNoColour() {
        PaperScreen paper = PaperScreen.plain();
        paper.screen().status("- working");
        paper.screen().line(Style.ERROR, "failed");
        assertThat(paper.written()).isEqualTo("failed\n");
    }

    @Test
    void aLineIsCutBetweenCharactersNotInsideThem() {
        assertThat(Screen.fit("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Screen.fit("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(Screen.fit("😀😀😀", 4)).isEqualTo("😀…");
        assertThat(Screen.fit("", 4)).isEmpty();
    }
}
