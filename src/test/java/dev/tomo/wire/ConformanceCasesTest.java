package dev.tomo.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ConformanceCasesTest {
    @TestFactory
    Stream<DynamicTest> everyCaseOfAReplyPasses() throws Exception {
        return outcomes("to-line-cases.json", 102);
    }

    @TestFactory
    Stream<DynamicTest> everyCaseOfEscapingPasses() throws Exception {
        return outcomes("to-line-escaping.json", 16);
    }

    @Test
    void aWrongExpectationIsNoticedAndTold() throws Exception {
        assertThat(differences("""
                        {"name": "n", "end": "stop", "input": "to=python\\n1", "expected": [
                          {"recipient": "bio", "channel": "commentary", "content": "1", "error": null, "complete": true}]}"""))
                .singleElement()
                .asString()
                .startsWith("in one piece: expected")
                .contains("\"recipient\":\"bio\"", "\"recipient\":\"python\"");
        assertThat(differences("{\"name\": \"n\", \"text\": \"to=python\", \"written\": \"to=python\"}"))
                .hasSize(2);
    }

    @Test
    void argumentsAreComparedAsJsonValues() throws Exception {
        String form = """
                {"name": "n", "end": "stop", "input": "to=browser.open\\n{\\"id\\": 3}", "expected": [
                  {"recipient": "browser.open", "channel": "commentary", "content": "{\\"id\\": 3}", %s
                   "error": null, "complete": true}]}""";
        assertThat(differences(form.formatted("\"arguments\": {\"id\": 3.0},"))).isEmpty();
        assertThat(differences(form.formatted("\"arguments\": {\"id\": 4},"))).isNotEmpty();
        assertThat(differences(form.formatted(""))).isNotEmpty();
    }

    @Test
    void harmonyCasesAreKnownButNeverPass() throws Exception {
        assertThat(differences("{\"name\": \"n\", \"category\": \"wellformed\", \"input\": \"\", \"expected\": []}"))
                .containsExactly("the harmony dialect is not supported yet");
    }

    @Test
    void aMalformedFileIsAnErrorWithItsPlace() {
        assertMalformed("[\n {]", "cases.json:2:3: Unexpected close marker ']': expected '}'");
        assertMalformed("", "cases.json: expected an array of cases but was missing");
        assertMalformed("[] []", "cases.json:1:4: Trailing token");
        assertMalformed("{}", "cases.json: expected an array of cases but was object");
        assertMalformed("[1]", "cases.json[0]: expected an object but was number");
        assertMalformed("[{\"name\": \"n\"}]", "cases.json[0]: a case has 'input' or 'written'");
        assertMalformed("[{\"written\": \"\"}]", "cases.json[0]: 'name' is missing");
        assertMalformed(
                "[{\"name\": \"n\", \"end\": \"never\", \"input\": \"\", \"expected\": []}]",
                "cases.json[0]: 'end' must be stop, length or cut");
        assertMalformed(
                "[{\"name\": \"n\", \"end\": \"stop\", \"input\": \"\", \"expected\": [{\"recipient\": 1}]}]",
                "cases.json[0].expected[0]: 'recipient' must be a string but was number");
    }

    private static void assertMalformed(String json, String message) {
        assertThatThrownBy(() -> ConformanceCases.parse("cases.json", json))
                .isInstanceOf(ConformanceCases.Malformed.class)
                .hasMessageStartingWith(message);
    }

    private static List<String> differences(String oneCase) throws Exception {
        List<String> differences = new ArrayList<>();
        ConformanceCases.parse("cases.json", "[" + oneCase + "]")
                .run(outcome -> differences.addAll(outcome.differences()));
        return differences;
    }

    private static Stream<DynamicTest> outcomes(String file, int count) throws Exception {
        List<ConformanceCases.Outcome> outcomes = new ArrayList<>();
        ConformanceCases.parse(file, resource(file)).run(outcomes::add);
        assertThat(outcomes).hasSize(count);
        return outcomes.stream()
                .map(outcome -> DynamicTest.dynamicTest(
                        outcome.name(), () -> assertThat(outcome.differences()).isEmpty()));
    }

    static String resource(String file) throws IOException {
        try (InputStream stream = ConformanceCasesTest.class.getResourceAsStream("/conformance/" + file)) {
            assertThat(stream).as(file).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
