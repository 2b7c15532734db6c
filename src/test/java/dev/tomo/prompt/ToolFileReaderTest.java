package dev.tomo.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tomo.wire.Parameter;
import dev.tomo.wire.ToolSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToolFileReaderTest {
    private static final Path FILE = Path.of("tools/weather.md");

    @TempDir
    private Path directory;

    private final ToolFileReader reader = new ToolFileReader(List.of(Path.of("/bin"), Path.of("/usr/bin")));

    private Problem problem(String content) {
        FrontMatter.Wrong wrong = catchThrowableOfType(FrontMatter.Wrong.class, () -> reader.read(FILE, content));
        assertThat(wrong).as("a problem in %s", content).isNotNull();
        return wrong.problem();
    }

    private ToolFile read(String content) throws FrontMatter.Wrong {
        return reader.read(FILE, content);
    }

    @Test
    void everyKeyIsRead() throws FrontMatter.Wrong {
        ToolFile tool = read("""
                ---
                run: command
                command: [sh, -c, "echo {city}"]
                functions:
                  get: {city: string, days: integer?, exact: boolean?, tags: "string[]?"}
                timeout: 1500ms
                confirm: once
                taints: true
                body: paragraph
                starts: [A, B]
                examples:
                  - {user: hello, body: '{"city": "Oslo"}', result: rain, answer: It rains.}
                ---

                Tells the weather.
                """);

        assertThat(tool.name()).isEqualTo("weather");
        assertThat(((ToolFile.Run.Command) tool.run()).command()).endsWith("-c", "echo {city}");
        assertThat(tool.signature().recipients()).containsExactly("weather.get");
        assertThat(tool.signature().functions().getFirst().parameters())
                .containsExactly(
                        new Parameter("city", Parameter.Type.STRING, true),
                        new Parameter("days", Parameter.Type.INTEGER, false),
                        new Parameter("exact", Parameter.Type.BOOLEAN, false),
                        new Parameter("tags", Parameter.Type.STRINGS, false));
        assertThat(tool.signature().body()).isEqualTo(ToolSignature.Body.PARAGRAPH);
        assertThat(tool.signature().starts()).containsExactly("A", "B");
        assertThat(tool.timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(tool.confirm()).isEqualTo(ToolFile.Confirm.ONCE);
        assertThat(tool.taints()).isTrue();
        assertThat(tool.examples().getFirst().call().orElseThrow().recipient()).isEqualTo("weather.get");
        assertThat(tool.text()).isEqualTo("Tells the weather.");
    }

    @Test
    void commandAsksFirstUnlessItsFileSaysOtherwise() throws FrontMatter.Wrong {
        assertThat(read("---\nrun: command\ncommand: [sh]\n---\nx").confirm()).isEqualTo(ToolFile.Confirm.ALWAYS);
        assertThat(read("---\nrun: none\n---\nx").confirm()).isEqualTo(ToolFile.Confirm.NEVER);
    }

    @Test
    void windowsLineEndsAndByteOrderMarkAreNoObstacle() throws FrontMatter.Wrong {
        assertThat(read("\uFEFF---\r\nrun: none\r\n---\r\none\r\ntwo\r\n").text())
                .isEqualTo("one\ntwo");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            "---\\nrun: none\\ncolour: red\\n---\\nx"                                   | 3 | 1 | unknown key 'colour'
            "---\\nrun: maybe\\n---\\nx"                                                | 2 | 6 | expected builtin, none or command but was 'maybe'
            "---\\nbody: text\\n---\\nx"                                                | 1 | 1 | there is no 'run'
            "---\\nrun: none\\nrun: none\\n---\\nx"                                     | 3 | 1 | 'run' is given twice
            "---\\nrun: none\\n  body: [\\n---\\nx"                                     | 3 | 7 | expected YAML
            "---\\nrun: none\\nx"                                                       | 1 | 1 | second line '---'
            "---\\nrun: none\\n---\\n\\n"                                               | 1 | 1 | expected a text for the model
            "---\\nrun: command\\n---\\nx"                                              | 2 | 6 | needs 'command: [program
            "---\\nrun: command\\ncommand: [no_such_program_here]\\n---\\nx"            | 3 | 10 | no executable 'no_such_program_here' on the PATH
            "---\\nrun: command\\ncommand: [./gone.sh]\\n---\\nx"                       | 3 | 10 | no executable './gone.sh'
            "---\\nrun: none\\ncommand: [sh]\\n---\\nx"                                 | 3 | 10 | stands only with 'run: command'
            "---\\nrun: none\\ntimeout: soon\\n---\\nx"                                 | 3 | 10 | expected a time
            "---\\nrun: none\\ntimeout: 0s\\n---\\nx"                                   | 3 | 10 | more than no time
            "---\\nrun: none\\nconfirm: maybe\\n---\\nx"                                | 3 | 10 | never, once or always
            "---\\nrun: none\\ntaints: perhaps\\n---\\nx"                               | 3 | 9 | true or false
            "---\\nrun: none\\nfunctions:\\n  get: {city: text}\\n---\\nx"              | 4 | 15 | but was 'text'
            "---\\nrun: none\\nfunctions:\\n  2get: {}\\n---\\nx"                       | 4 | 9 | but was '2get'
            "---\\nrun: none\\nexamples:\\n  - {user: a}\\n---\\nx"                     | 4 | 5 | expected 'answer'
            "---\\nrun: none\\nexamples:\\n  - {user: a, answer: b, colour: c}\\n---\\nx" | 4 | 34 | an example has user
            "---\\n- a\\n---\\nx"                                                       | 2 | 1 | expected 'key: value' lines
            """)
    void mistakeIsNamedWithItsPlace(String content, int line, int column, String message) {
        Problem problem = problem(content.replace("\\n", "\n"));

        assertThat(problem.message()).contains(message);
        assertThat(problem.line()).isEqualTo(line);
        assertThat(problem.column()).isEqualTo(column);
        assertThat(problem.toString()).startsWith("tools/weather.md:" + line + ":" + column + ": ");
    }

    @Test
    void programBesideItsFileIsFoundThere() throws IOException, FrontMatter.Wrong {
        Path program = Files.writeString(directory.resolve("run.sh"), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();

        ToolFile tool = reader.read(directory.resolve("mine.md"), "---\nrun: command\ncommand: [./run.sh]\n---\nx");

        assertThat(((ToolFile.Run.Command) tool.run()).command()).containsExactly(program.toString());
    }

    @Test
    void nobodyButThePersonIsCalledUser() {
        FrontMatter.Wrong wrong = catchThrowableOfType(
                FrontMatter.Wrong.class, () -> reader.read(Path.of("User.md"), "---\nrun: none\n---\nx"));

        assertThat(wrong.problem().message()).contains("not 'user'");
    }
}
