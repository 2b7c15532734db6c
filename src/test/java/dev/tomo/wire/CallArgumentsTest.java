package dev.tomo.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tomo.message.Channel;
import dev.tomo.message.Message;
import dev.tomo.message.Recipient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallArgumentsTest {
    private static final Toolset TOOLS = new Toolset(List.of(
            new ToolSignature("echo", List.of(), ToolSignature.Body.TEXT, List.of()),
            new ToolSignature(
                    "lab",
                    List.of(
                            function(
                                    "find",
                                    required("words", Parameter.Type.STRING),
                                    optional("limit", Parameter.Type.INTEGER)),
                            function(
                                    "mix",
                                    required("amount", Parameter.Type.NUMBER),
                                    optional("names", Parameter.Type.STRINGS),
                                    optional("ids", Parameter.Type.INTEGERS),
                                    optional("hot", Parameter.Type.BOOLEAN)),
                            function("stop")),
                    ToolSignature.Body.TEXT,
                    List.of())));

    @Test
    void everyTypeIsReadFromAnObjectAndFromACallExpression() {
        Map<String, Object> values =
                Map.of("amount", 2.5, "names", List.of("a", "b"), "ids", List.of(1L, 2L), "hot", true);
        assertAccepted(
                "lab.mix", "{\"amount\": 2.5, \"names\": [\"a\", \"b\"], \"ids\": [1, 2], \"hot\": true}", values);
        assertAccepted("lab.mix", "(2.5, ['a', \"b\"], ids=[1, 2], hot = true)", values);
        assertAccepted(
                "lab.mix", " ( amount=3 ,\n names = [] , hot=null ) ", Map.of("amount", 3.0, "names", List.of()));
        assertAccepted("lab.stop", "{}", Map.of());
        assertAccepted("lab.stop", "()", Map.of());
    }

    @Test
    void textIsTheOneRequiredString() {
        assertAccepted("lab.find", "rye bread", Map.of("words", "rye bread"));
        assertAccepted("lab.find", "[rye, bread]", Map.of("words", "[rye, bread]"));
        assertAccepted("lab.find", "\"rye\\tbread\" ", Map.of("words", "rye\tbread"));
        assertAccepted("lab.find", "\"rye", Map.of("words", "\"rye"));
        assertAccepted("lab.find", "null", Map.of("words", "null"));
    }

    @Test
    void stringsOfACallExpressionHaveJsonsEscapes() {
        assertAccepted("lab.find", "('it\\'s \\u00e9\\n\"x\"')", Map.of("words", "it's é\n\"x\""));
        assertBad("lab.find", "('a\nb')", "\"words\" has a control character or line end");
        assertBad("lab.find", "('\\x')", "\"words\" has an unknown escape");
        assertBad("lab.find", "('\\u12')", "\"words\" has a wrong \\u escape");
    }

    @Test
    void aWrongFieldIsNamedWithWhatItMustBe() {
        assertBad(
                "lab.find",
                "{\"limit\": 2}",
                "\"words\" is missing; it must be a string; it takes a JSON object"
                        + " {\"words\": a string, \"limit\": an integer (optional)}, or just the text of \"words\"");
        assertBad("lab.find", "{\"words\": null}", "\"words\" is missing");
        assertBad("lab.find", "{\"words\": \"x\", \"limit\": \"2\"}", "\"limit\" must be an integer but was \"2\"");
        assertBad("lab.find", "{\"words\": \"x\", \"limit\": 2.0}", "\"limit\" must be an integer but was 2.0");
        assertBad("lab.find", "{\"words\": {}}", "\"words\" must be a string but was an object");
        assertBad("lab.find", "('x', 99999999999999999999)", "\"limit\" must be an integer but was too large a number");
        assertBad(
                "lab.mix",
                "{\"amount\": 1, \"ids\": [1, null]}",
                "\"ids\" must be a list of integers but was [1, null]");
        assertBad("lab.mix", "{\"amount\": 1, \"hot\": \"yes\"}", "\"hot\" must be true or false but was \"yes\"");
    }

    @Test
    void jsonThatIsNotOneStrictObjectIsNeverGuessedAt() {
        assertBad("lab.find", "{\"words\": \"ry", "the JSON object ends early in \"words\" (line 1, column ");
        assertBad("lab.find", "{\"words\": \"rye\"", "the JSON object ends early after \"words\"");
        assertBad("lab.find", "{", "the JSON object ends early (line 1");
        assertBad("lab.find", "{\"words\": \"a\", \"words\": \"b\"}", "Duplicate field 'words'");
        assertBad("lab.find", "{\"words\": \"a\",}", "the body is not valid JSON after \"words\"");
        assertBad("lab.find", "{\"words\": \"a\"} {}", "there is text after the JSON object (line 1, column 16)");
        assertBad("lab.find", "{\"words\": \"a\"}\nNext", "there is text after the JSON object (line 2, column ");
        assertBad("lab.find", "{\"words\": NaN}", "the body is not valid JSON in \"words\"");
        assertBad("lab.find", "{\"x\": 1" + "0".repeat(2000) + "}", "has a number that is too long");
        assertBad("lab.find", "{\"x\": " + "[".repeat(100), "the JSON object is nested more than 64 levels deep");
    }

    @Test
    void aCallExpressionIsReadAsStrictly() {
        assertBad("lab.find", "(\"x\"", "the call expression ends early");
        assertBad("lab.find", "(\"x", "the call expression ends early, in the string of \"words\"");
        assertBad("lab.find", "(words=", "the call expression ends early, in \"words\"");
        assertBad("lab.find", "(limit=1, \"x\")", "a value without a name stands after one with a name");
        assertBad("lab.find", "(\"x\", 1, 2)", "value 3 is one too many; there are 2 parameters");
        assertBad("lab.find", "(\"x\", words=\"y\")", "\"words\" is given twice");
        assertBad("lab.find", "(\"x\", more=1, more=2)", "\"more\" is given twice");
        assertBad("lab.find", "(rye)", "\"words\" is no string, number, true, false, null or list");
        assertBad("lab.find", "(\"x\" 1)", "')' or ',' is wanted");
        assertBad("lab.find", "(\"x\", 01)", "\"limit\" is not a valid number");
        assertBad("lab.find", "(\"x\") x", "there is text after the closing parenthesis");
        assertBad("lab.mix", "(1, [[]])", "\"names\" has a list within a list");
        assertAccepted("lab.find", "(\"x\", more=1)", Map.of("words", "x"));
    }

    @Test
    void aBlankBodyAndBareTextForAnObjectAreErrors() {
        assertBad("echo", " \n", "bad arguments for echo: the body is empty; write it on the lines below `to=echo`");
        assertBad("lab.mix", "", "bad arguments for lab.mix: the body is empty; it takes a JSON object");
        assertBad("lab.mix", "2", "a JSON object is wanted, but the body begins with \"2\"");
        assertBad("lab.stop", "🌊", "a JSON object is wanted, but the body begins with \"🌊\"");
    }

    @Test
    void aToolWithoutFunctionsTakesEverything() {
        assertAccepted("echo", "{\"words\"", Map.of());
    }

    @Test
    void anUnknownToolIsToldWhomItCanAddress() {
        assertThat(read("serch", ""))
                .isEqualTo(new CallArguments.UnknownTool(
                        "unknown tool 'serch'; tools: echo, lab.find, lab.mix, lab.stop"));
        assertThat(read("lab", "x")).isInstanceOf(CallArguments.UnknownTool.class);
        assertThat(read("lab.nothing", "x")).isInstanceOf(CallArguments.UnknownTool.class);
    }

    @Test
    void whatIsNoCallIsAMistakeOfTheProgrammer() {
        assertThatThrownBy(() -> CallArguments.read(TOOLS, Message.assistant(Channel.FINAL, "Hi")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertAccepted(String recipient, String body, Map<String, Object> values) {
        assertThat(read(recipient, body)).isEqualTo(new CallArguments.Accepted(values));
    }

    private static void assertBad(String recipient, String body, String part) {
        assertThat(read(recipient, body))
                .isInstanceOfSatisfying(
                        CallArguments.BadArguments.class,
                        bad -> assertThat(bad.error())
                                .startsWith("bad arguments for " + recipient + ": ")
                                .contains(part)
                                .doesNotContain("Source"));
    }

    private static CallArguments read(String recipient, String body) {
        return CallArguments.read(TOOLS, Message.call(new Recipient(recipient), body));
    }

    private static FunctionSignature function(String name, Parameter... parameters) {
        return new FunctionSignature(name, List.of(parameters));
    }

    private static Parameter required(String name, Parameter.Type type) {
        return new Parameter(name, type, true);
    }

    private static Parameter optional(String name, Parameter.Type type) {
        return new Parameter(name, type, false);
    }
}
