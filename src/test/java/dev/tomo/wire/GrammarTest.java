package dev.tomo.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GrammarTest {
    private static final List<ToolSignature> TOOLS = List.of(
            new ToolSignature("bio", List.of(), ToolSignature.Body.PARAGRAPH, List.of("User", "Forget ")),
            new ToolSignature("a_note", List.of(), ToolSignature.Body.TEXT, List.of("\"\\")),
            new ToolSignature("line", List.of(), ToolSignature.Body.PARAGRAPH, List.of()),
            new ToolSignature("python", List.of(), ToolSignature.Body.TEXT, List.of()),
            new ToolSignature(
                    "lab",
                    List.of(
                            function("find", parameter("words", Parameter.Type.STRING, true)),
                            function(
                                    "mix",
                                    parameter("amount", Parameter.Type.NUMBER, true),
                                    parameter("names", Parameter.Type.STRINGS, false),
                                    parameter("hot", Parameter.Type.BOOLEAN, false)),
                            function(
                                    "open",
                                    parameter("id", Parameter.Type.INTEGER, false),
                                    parameter("ids", Parameter.Type.INTEGERS, false)),
                            function("stop")),
                    ToolSignature.Body.TEXT,
                    List.of()));

    @Test
    void everyRecipientHasItsHeaderAndWhatItsBodyCanBe() {
        assertThat(Grammar.of(TOOLS, "").lines())
                .contains(
                        "root ::= \"to=\" (\"user\\n\" text | \"bio\\n\" bio-body | \"a_note\\n\" a-note-body"
                                + " | \"line\\n\" line | \"python\\n\" text | \"lab.find\\n\" line"
                                + " | \"lab.mix\\n\" \"{\" \"\\\"amount\\\": \" number"
                                + " (\", \" \"\\\"names\\\": \" strings)? (\", \" \"\\\"hot\\\": \" boolean)? \"}\""
                                + " | \"lab.open\\n\" \"{\" (\"\\\"id\\\": \" integer (\", \" \"\\\"ids\\\": \" integers)?"
                                + " | \"\\\"ids\\\": \" integers)? \"}\" | \"lab.stop\\n\" \"{}\")",
                        "bio-body ::= (\"User\" | \"Forget \" | [^\\x00-\\x7F]) [^\\r\\n]*",
                        "a-note-body ::= (\"\\\"\\\\\" | [^\\x00-\\x7F]) [^\\x00]*");
    }

    @Test
    void bodyWithStartsIsHeldToThePersonsScriptAndItsKeywordsStay() {
        ToolSignature notes = new ToolSignature(
                "notes", List.of(), ToolSignature.Body.PARAGRAPH, List.of("User", "Forget: ", "用户", "Пользователь"));
        ToolSignature plain = new ToolSignature("plain", List.of(), ToolSignature.Body.PARAGRAPH, List.of("User"));
        assertThat(Grammar.of(List.of(notes, plain), "记住").lines())
                .contains(
                        "notes-body ::= (\"Forget: \")? (\"用户\") [^\\r\\n]*",
                        "plain-body ::= [^\\x00-\\x7F] [^\\r\\n]*");
    }

    @Test
    void everyRuleThatIsUsedIsDefinedOnce() {
        String grammar = Grammar.of(TOOLS, "");
        List<String> defined = grammar.lines()
                .map(line -> line.substring(0, line.indexOf(" ::= ")))
                .toList();
        assertThat(defined).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][a-z-]*"));
        String rules = grammar.lines()
                .map(line -> line.substring(line.indexOf(" ::= ") + 5))
                .map(line -> line.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"|\\[(?:[^]\\\\]|\\\\.)*]", " "))
                .collect(Collectors.joining("\n"));
        assertThat(Pattern.compile("[a-z][a-z-]*").matcher(rules).results().map(MatchResult::group))
                .isNotEmpty()
                .isSubsetOf(defined);
        assertThat(rules).matches("[a-z()|?*+\\s-]*");
        assertThat(rules.chars().filter(c -> c == '(').count())
                .isEqualTo(rules.chars().filter(c -> c == ')').count());
    }

    @Test
    void withoutToolsOnlyTheAnswerIsLeft() {
        assertThat(Grammar.of(List.of(), "")).startsWith("root ::= \"to=\" (\"user\\n\" text)\n");
    }

    private static FunctionSignature function(String name, Parameter... parameters) {
        return new FunctionSignature(name, List.of(parameters));
    }

    private static Parameter parameter(String name, Parameter.Type type, boolean required) {
        return new Parameter(name, type, required);
    }
}
