package dev.tomo.tool.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tomo.message.Recipient;
import dev.tomo.tool.ToolCall;
import dev.tomo.tool.ToolResult;
import dev.tomo.wire.FunctionSignature;
import dev.tomo.wire.Parameter;
import dev.tomo.wire.ToolSignature;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandToolTest {
    private static final ToolCall.Origin ORIGIN = new ToolCall.Origin("s", 1, 1, false);
    private static final ToolSignature TEXT = new ToolSignature("run", List.of(), ToolSignature.Body.TEXT, List.of());
    private static final ToolSignature FUNCTION = new ToolSignature(
            "run",
            List.of(new FunctionSignature(
                    "it",
                    List.of(
                            new Parameter("city", Parameter.Type.STRING, true),
                            new Parameter("days", Parameter.Type.INTEGER, false)))),
            ToolSignature.Body.TEXT,
            List.of());

    @TempDir
    private Path directory;

    private CommandTool tool(ToolSignature signature, String... command) {
        return new CommandTool(
                signature,
                List.of(command),
                directory,
                Map.of("PATH", System.getenv("PATH"), "OPENAI_API_KEY", "secret"));
    }

    private static ToolCall text(String body) {
        return new ToolCall(new Recipient("run"), body, Map.of(), ORIGIN);
    }

    private static ToolCall function(Map<String, Object> arguments) {
        return new ToolCall(new Recipient("run.it"), "{}", arguments, ORIGIN);
    }

    @Test
    void bodyGoesToStandardInputAndStandardOutputComesBack() throws InterruptedException {
        ToolResult result = tool(TEXT, "/bin/cat").run(text("žluť\n$(id) `id`"));

        assertThat(result).isEqualTo(ToolResult.ok("žluť\n$(id) `id`"));
    }

    @Test
    void argumentsGoToStandardInputAsJson() throws InterruptedException {
        ToolResult result = tool(FUNCTION, "/bin/cat").run(function(Map.of("city", "Oslo")));

        assertThat(result.content().text()).isEqualTo("{\"city\":\"Oslo\"}");
    }

    @Test
    void valuesArePlacedInTheArgumentListAndNoShellReadsThem() throws InterruptedException {
        ToolResult result = tool(FUNCTION, "/bin/echo", "--city={city}", "{days}", "{function}", "{unknown}")
                .run(function(Map.of("city", "$(id); rm -rf *")));

        assertThat(result.content().text()).isEqualTo("--city=$(id); rm -rf *  it {unknown}");
    }

    @Test
    void bodyCanBePlacedToo() throws InterruptedException {
        assertThat(tool(TEXT, "/bin/echo", "<{body}>")
                        .run(text("a b"))
                        .content()
                        .text())
                .isEqualTo("<a b>");
    }

    @Test
    void failureCarriesItsStatusAndItsStandardError() throws InterruptedException {
        ToolResult result = tool(TEXT, "/bin/sh", "-c", "echo out; echo bad luck >&2; exit 3")
                .run(text("x"));

        assertThat(result.status()).isEqualTo(ToolResult.Status.FAILED);
        assertThat(result.content().text()).isEqualTo("run ended with exit status 3: bad luck");
    }

    @Test
    void secretsOfTheEnvironmentAreNotHandedOn() throws InterruptedException {
        assertThat(tool(TEXT, "/usr/bin/env").run(text("x")).content().text()).doesNotContain("secret");
    }

    @Test
    void longOutputIsCutInTheMiddleAndSaysSo() throws InterruptedException {
        ToolResult result = tool(TEXT, "/bin/sh", "-c", "head -c 5000000 /dev/zero | tr '\\0' x; echo end")
                .run(text("x"));

        assertThat(result.content().text())
                .hasSizeLessThan(CommandTool.MAX_OUTPUT + 100)
                .contains("characters left out")
                .endsWith("xend");
    }

    @Test
    void programThatDoesNotReadItsInputIsNoFailure() throws InterruptedException {
        assertThat(tool(TEXT, "/bin/true").run(text("x".repeat(1_000_000)))).isEqualTo(ToolResult.ok("(no output)"));
    }

    @Test
    void interruptionTakesTheProgramAndItsChildrenAlong() throws Exception {
        Path started = directory.resolve("pid");
        CommandTool tool = tool(TEXT, "/bin/sh", "-c", "sleep 600 & echo $! > " + started + "; wait");
        Thread turn = Thread.currentThread();
        Thread.startVirtualThread(() -> {
            awaitLine(started);
            turn.interrupt();
        });

        assertThatThrownBy(() -> tool.run(text("x"))).isInstanceOf(InterruptedException.class);

        long child = Long.parseLong(Files.readString(started).strip());
        assertThat(gone(child)).isTrue();
    }

    private static void awaitLine(Path file) {
        try {
            while (!Files.exists(file) || Files.readString(file).isBlank()) {
                Thread.onSpinWait();
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean gone(long pid) throws Exception {
        var handle = ProcessHandle.of(pid);
        if (handle.isPresent()) {
            handle.get().onExit().get(Duration.ofSeconds(5).toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
        }
        return ProcessHandle.of(pid).map(process -> !process.isAlive()).orElse(true);
    }
}
