package dev.tomo.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SlashCommandsTest {
    private final PaperScreen paper = PaperScreen.plain();
    private final RecordingChat chat = new RecordingChat();
    private final SlashCommands commands = new SlashCommands(chat, paper.screen());

    @ParameterizedTest
    @CsvSource({
        "/new, new",
        "/undo, undo",
        "/tools, tools",
        "/model, model",
        "/model  http://127.0.0.1:1/v1#m , model http://127.0.0.1:1/v1#m",
        "/MEMORY show 3, memory 3",
        "/memory forget 12, forget 12",
        "/memory add  likes  tea, remember likes  tea"
    })
    void aCommandDoesWhatItSays(String line, String asked) {
        assertThat(SlashCommands.isCommand(line)).isTrue();
        assertThat(commands.run(line)).isTrue();
        assertThat(chat.asked).containsExactly(asked);
        assertThat(paper.written()).isEqualTo(asked + "\n");
    }

    @Test
    void quitLeaves() {
        assertThat(commands.run("/quit")).isFalse();
    }

    @Test
    void thePromptIsShownAsItIs() {
        commands.run("/prompt");
        assertThat(paper.written()).isEqualTo("You are Tomo.\n\n# Tools\n");
    }

    @Test
    void memoriesAreListed() {
        commands.run("/memory");
        assertThat(paper.written()).contains("Nothing");
        chat.memories.add("1. [2024-02-14]. likes tea \u001b[2J");
        commands.run("/memory list");
        assertThat(paper.written()).endsWith("1. [2024-02-14]. likes tea ^[[2J\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/memory forget",
                "/memory forget 0",
                "/memory forget tea",
                "/memory show -1",
                "/memory add",
                "/memory burn"
            })
    void aCommandThatIsWrittenWronglyDoesNothingAndSaysHow(String line) {
        commands.run(line);
        assertThat(chat.asked).isEmpty();
        assertThat(paper.written()).contains("/memory [list | show N | add TEXT | forget N]");
    }

    @ParameterizedTest
    @CsvSource({"/hlep, /help", "/mem, /memory", "/exit, /quit", "/toolz, /tools", "/modle, /model", "/qiut, /quit"})
    void anUnknownCommandSuggestsTheNearest(String typed, String nearest) {
        assertThat(SlashCommands.isCommand(typed)).isTrue();
        commands.run(typed);
        assertThat(paper.written()).contains(typed, nearest + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hello", "/etc/hosts is what?", "/", "/ help", "//x", "/usr\nand more", "what does /help do?"})
    void aMessageIsNoCommand(String line) {
        assertThat(SlashCommands.isCommand(line)).isFalse();
    }

    @Test
    void aMemoryMayHaveSeveralLines() {
        assertThat(SlashCommands.isCommand("/memory add one\ntwo")).isTrue();
        commands.run("/memory add one\ntwo");
        assertThat(chat.asked).containsExactly("remember one\ntwo");
    }

    @Test
    void helpHasOneLineForEachCommandAndFitsEightyColumns() {
        commands.run("/help");
        assertThat(paper.written().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(SlashCommands.ALL)
                .allSatisfy(command -> assertThat(paper.written().lines())
                        .filteredOn(line -> line.startsWith("/" + command.name() + " "))
                        .hasSize(1));
    }

    @Test
    void onlyABackslashThatStandsForItselfGoesOn() {
        assertThat(EditedInput.continues("one\\")).isTrue();
        assertThat(EditedInput.continues("one\\\\")).isFalse();
        assertThat(EditedInput.continues("\\")).isTrue();
        assertThat(EditedInput.continues("one\\ ")).isFalse();
        assertThat(EditedInput.continues("")).isFalse();
    }
}
