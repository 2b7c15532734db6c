package dev.tomo.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.tomo.message.Message;
import dev.tomo.store.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemPromptTest {
    private static final Path PROMPTS = Path.of(System.getProperty("tomo.checkout"), "prompts");
    private static final PromptLibrary LIBRARY = PromptLibrary.read(PROMPTS, List.of());
    private static final Memory MEMORY = new Memory(1, "m1", "User likes tea.", LocalDate.of(2026, 3, 2), false);

    @TempDir
    private Path directory;

    private static PromptFacts facts(Memory... memories) {
        return new PromptFacts(
                LocalDate.of(2026, 11, 22),
                Optional.of("2025-06"),
                false,
                Optional.empty(),
                Optional.of("I am new to this."),
                List.of(memories));
    }

    private static SystemPrompt full(PromptFacts facts) {
        return SystemPrompt.full(LIBRARY, facts, UnaryOperator.identity());
    }

    private static SystemPrompt compact(PromptFacts facts) {
        return SystemPrompt.compact(LIBRARY, facts, UnaryOperator.identity());
    }

    @Test
    void everyFileOfTheRepositoryIsRight() {
        assertThat(LIBRARY.problems()).isEmpty();
    }

    @Test
    void fullPromptStandsInItsOrder() {
        String text = full(facts(MEMORY)).text();

        assertThat(text)
                .containsSubsequence(
                        "You are Tomo",
                        "Knowledge cutoff: 2025-06\n",
                        "Current date: 2026-11-22\n",
                        "Image input capabilities: disabled\n",
                        "# Tools",
                        "## bio\n",
                        "## browser\n",
                        "## python\n",
                        LIBRARY.full().dialect(),
                        "I am new to this.",
                        "## Model Set Context\n1. [2026-03-02]. User likes tea.");
        assertThat(text).endsWith("User likes tea.").doesNotContain("{{").doesNotContain("Personality:");
    }

    @Test
    void lineWhoseValueIsUnknownIsLeftOut() {
        PromptFacts nothing = new PromptFacts(
                LocalDate.of(2026, 11, 22), Optional.empty(), true, Optional.of("dry"), Optional.empty(), List.of());

        assertThat(full(nothing).text())
                .doesNotContain("Knowledge cutoff")
                .contains("Personality: dry")
                .contains("Image input capabilities: enabled");
    }

    @Test
    void sessionsOfADayDifferOnlyAfterTheHeadingOfTheMemories() {
        for (List<String> texts : List.of(
                List.of(full(facts()).text(), full(facts(MEMORY)).text()),
                List.of(compact(facts()).text(), compact(facts(MEMORY)).text()))) {
            String same = texts.getFirst().substring(0, texts.getFirst().indexOf("## Model Set Context\n"));
            assertThat(texts.getLast()).startsWith(same + "## Model Set Context\n");
        }
    }

    @Test
    void sectionsCoverTheTextInOrder() {
        for (SystemPrompt prompt : List.of(full(facts(MEMORY)), compact(facts(MEMORY)))) {
            int end = 0;
            for (SystemPrompt.Section section : prompt.sections()) {
                assertThat(prompt.text().substring(end, section.start())).isBlank();
                assertThat(prompt.text().substring(section.start(), section.end()))
                        .isNotBlank();
                end = section.end();
            }
            assertThat(end).isEqualTo(prompt.text().length());
        }
    }

    @Test
    void memoriesAreEscapedAndNothingElseOfTheTextIs() {
        SystemPrompt prompt = SystemPrompt.full(LIBRARY, facts(MEMORY), text -> text.replace("tea", "TEA"));

        assertThat(prompt.text()).endsWith("User likes TEA.").contains("# Tools");
    }

    @Test
    void smallModelGetsWhatChangesLastAndExamplesBetween() {
        SystemPrompt prompt = compact(facts(MEMORY));

        assertThat(prompt.preface().head())
                .doesNotContain("2026")
                .contains("## browser.search\n")
                .contains("## user\n");
        assertThat(prompt.preface().tail())
                .startsWith(LIBRARY.compact().start() + "\n\nCurrent date: 2026-11-22")
                .endsWith("1. [2026-03-02]. User likes tea.");
        assertThat(prompt.preface().examples())
                .first()
                .isEqualTo(Message.user(LIBRARY.answers().getFirst().user()));
        assertThat(prompt.preface().examples())
                .anyMatch(message -> message.isCall()
                        && message.recipient().orElseThrow().name().equals("bio"));
    }

    @Test
    void examplesOfEveryKindAreSpreadOverTheWhole() {
        List<Message> examples = compact(facts()).preface().examples();

        for (String tool : List.of("bio", "browser.search", "python")) {
            List<Integer> places = IntStream.range(0, examples.size())
                    .filter(i -> examples.get(i).isCall()
                            && examples.get(i).recipient().orElseThrow().name().equals(tool))
                    .boxed()
                    .toList();
            assertThat(places.getFirst()).isLessThan(examples.size() / 3);
            assertThat(places.getLast()).isGreaterThan(examples.size() * 2 / 3);
        }
    }

    @Test
    void descriptionsStayShort() {
        Encoding tokens = Encodings.newDefaultEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

        assertThat(LIBRARY.tools(false).stream()
                        .mapToInt(tool -> tokens.countTokens(tool.text()))
                        .sum())
                .isLessThanOrEqualTo(1600);
        assertThat(tokens.countTokens(compact(facts()).preface().head())).isLessThanOrEqualTo(500);
    }

    @Test
    void toolThatIsDroppedInIsInBothPromptsAndAFaultyOneIsNot() throws IOException {
        copyPrompts();
        Files.writeString(directory.resolve("tools/aaa.md"), "---\nrun: none\n---\nMeetings begin at ten.");
        Files.writeString(directory.resolve("tools/bad.md"), "---\nrun: nothing\n---\nNever read.");

        PromptLibrary library = PromptLibrary.read(directory, List.of());

        assertThat(library.problems())
                .singleElement()
                .matches(problem -> problem.file().endsWith("bad.md"));
        assertThat(SystemPrompt.full(library, facts(), UnaryOperator.identity()).text())
                .containsSubsequence("## python\n", "## aaa\n\nMeetings begin at ten.")
                .doesNotContain("Never read.");
        assertThat(SystemPrompt.compact(library, facts(), UnaryOperator.identity())
                        .text())
                .containsSubsequence("## python\n", "## aaa\nMeetings begin at ten.", "## user\n");
    }

    @Test
    void missingTextIsNamed() throws IOException {
        copyPrompts();
        Files.delete(directory.resolve("system.md"));

        assertThatThrownBy(() -> PromptLibrary.read(directory, List.of()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("system.md is missing");
    }

    private void copyPrompts() throws IOException {
        try (var files = Files.walk(PROMPTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(PROMPTS.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }
}
