package dev.tomo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How the server's process comes and goes, with the smallest real model.
@Tag("real")
final class LocalServerTest {
    private static final String MODEL = "tiny";

    @TempDir
    Path cache;

    private final List<Process> holders = new java.util.ArrayList<>();

    @AfterEach
    void killHolders() {
        holders.forEach(Process::destroyForcibly);
    }

    @Test
    void chatsShareOneServerAndTheLastOneOutStopsIt() throws Exception {
        var first = claim();
        var second = claim();
        assertThat(first.shared()).isFalse();
        assertThat(second.shared()).isTrue();
        assertThat(second.running()).isEqualTo(first.running());

        first.close();
        assertThat(second.alive()).isTrue();
        assertThat(healthy(second)).isTrue();

        second.close();
        assertEnds(second.running().pid());
    }

    @Test
    void aServerWhoseOnlyClaimIsGivenUpHasEndedThen() throws Exception {
        var only = claim();
        only.close();
        only.close();
        assertThat(ProcessHandle.of(only.running().pid()).filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void aServerEndsWhenTheLastOfItsHoldersIsKilled() throws Exception {
        var starter = holder();
        var joiner = holder();
        assertThat(starter.shared).isFalse();
        assertThat(joiner.shared).isTrue();
        assertThat(joiner.server).isEqualTo(starter.server);

        kill(starter);
        assertThat(alive(joiner.server)).as("the other chat still uses it").isTrue();
        assertThat(claim(joiner.server)).isTrue();

        kill(joiner);
        assertEnds(joiner.server);
    }

    @Test
    void aServerEndsWhenItsStarterIsKilledWhileTheModelLoads() throws Exception {
        var process = start("starter");
        var child = firstChild(process);

        process.destroyForcibly().waitFor();

        assertEnds(child.pid());
    }

    @Test
    void aKilledServerIsNoticedAndReplaced() throws Exception {
        try (var first = claim();
                var second = claim()) {
            ProcessHandle.of(first.running().pid()).orElseThrow().destroyForcibly();
            assertThat(first.gone()).isTrue();
            assertThat(second.gone()).isTrue();

            try (var third = claim()) {
                assertThat(third.shared()).isFalse();
                assertThat(third.running().pid()).isNotEqualTo(first.running().pid());
            }
        }
    }

    @Test
    void nobodyWithoutTheKeyIsAnsweredAndNoPageMayAsk() throws Exception {
        try (var claim = claim()) {
            var chat = HttpRequest.newBuilder(URI.create(claim.running().base() + "/chat/completions"))
                    .header("Origin", "https://example.com")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"))
                    .build();
            HttpResponse<String> answer = HttpClient.newHttpClient().send(chat, HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers()
                            .firstValue("Access-Control-Allow-Origin")
                            .orElse(""))
                    .isNotEqualTo("*")
                    .doesNotContain("example.com");
            assertThat(SharedClaim.join(withKey(claim.running(), "guessed"), cache))
                    .isEmpty();
        }
    }

    @Test
    void whatItKeepsIsThePersonsOwnAndTheKeyStandsOnlyThere() throws Exception {
        try (var claim = claim();
                Stream<Path> files = Files.walk(cache)) {
            for (var file : files.filter(it -> !it.equals(cache)).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as("%s", file)
                        .matches("rw[-x]------|rw-r--r--")
                        .satisfies(it -> assertThat(
                                        Files.isDirectory(file) || holdsNoKey(file, claim) || it.equals("rw-------"))
                                .isTrue());
            }
            var command = ProcessHandle.of(claim.running().pid()).orElseThrow().info();
            assertThat(String.join(" ", command.arguments().orElse(new String[0])))
                    .isNotEmpty()
                    .doesNotContain(claim.running().key());
            assertThat(claim.toString() + claim.running())
                    .doesNotContain(claim.running().key());
        }
    }

    @Test
    void aFileThatIsNoModelIsSaidInOneLine() throws Exception {
        var bad = Files.writeString(cache.resolve("bad.gguf"), "not a model");
        var real = RealModel.preparation(MODEL);
        assertProblem(
                progress -> new LocalServer.Parts(real.prepare(progress).python(), bad),
                "cannot load the model",
                "bad.gguf");
    }

    @Test
    void aMissingFileIsSaidInOneLine() throws Exception {
        var gone = cache.resolve("gone.gguf");
        var real = RealModel.preparation(MODEL);
        assertProblem(
                progress -> new LocalServer.Parts(real.prepare(progress).python(), gone),
                "gone.gguf",
                "tomo models pull");
        assertProblem(
                progress -> new LocalServer.Parts(
                        cache.resolve("no-python"), real.prepare(progress).gguf()),
                "no-python");
    }

    @Test
    void aPythonWithoutTheLibraryIsSaidInOneLine() throws Exception {
        var real = RealModel.preparation(MODEL).prepare(Progress.SILENT);
        var bare = Files.writeString(
                cache.resolve("python"), "#!/bin/sh\nexec " + real.python().toRealPath() + " \"$@\"\n");
        Files.setPosixFilePermissions(bare, PosixFilePermissions.fromString("rwx------"));
        assertProblem(progress -> new LocalServer.Parts(bare, real.gguf()), "xllamacpp");
    }

    @Test
    void aLlamaServerOfTheMachineTakesTheLibrarysPlace() throws Exception {
        var real = RealModel.preparation(MODEL).prepare(Progress.SILENT);
        var script =
                Path.of("src/test/resources/dev/tomo/model/llama-server.py").toAbsolutePath();
        var program = Files.writeString(
                cache.resolve("llama-server"),
                "#!/bin/sh\nexec " + real.python() + " " + script + " " + cache.resolve("seen") + " \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        var parts = new LocalServer.Parts(real.python(), real.gguf(), Optional.of(program));

        var claim = new LocalServer(new CacheDirectory(cache), LocalServer.Settings.DEFAULT, it -> parts)
                .claim(Progress.SILENT);

        var child = ProcessHandle.of(claim.running().pid())
                .orElseThrow()
                .children()
                .findFirst()
                .orElseThrow();
        assertThat(healthy(claim)).isTrue();
        assertThat(claim.running().version()).isEqualTo("llama-server version: 1 (test)");
        assertThat(Files.readString(cache.resolve("seen")))
                .contains(
                        "--host 127.0.0.1",
                        "--parallel 1",
                        "--ctx-size 8192",
                        real.gguf().toString())
                .contains("LLAMA_API_KEY=" + claim.running().key())
                .doesNotContain("--api-key");
        claim.close();
        assertEnds(child.pid());
    }

    private record Holder(Process process, long server, boolean shared) {}

    private Holder holder() throws Exception {
        var process = start(MODEL);
        BufferedReader out = process.inputReader();
        var said = Optional.ofNullable(out.readLine()).orElseThrow().split(" ");
        return new Holder(process, Long.parseLong(said[0]), Boolean.parseBoolean(said[1]));
    }

    private Process start(String model) throws IOException {
        var process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServerHolder.class.getName(),
                        model,
                        cache.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        holders.add(process);
        return process;
    }

    private static void kill(Holder holder) throws InterruptedException {
        holder.process.destroyForcibly().waitFor();
    }

    private static ProcessHandle firstChild(Process process) throws InterruptedException {
        for (int tenths = 0; tenths < 300; tenths++) {
            var child = process.children().findFirst();
            if (child.isPresent()) {
                // Into the middle of the load, which holds the interpreter.
                TimeUnit.MILLISECONDS.sleep(700);
                return child.get();
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("no server was started");
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    private static void assertEnds(long pid) {
        assertThat(ProcessHandle.of(pid).map(ProcessHandle::onExit))
                .as("process %d ends", pid)
                .satisfiesAnyOf(
                        it -> assertThat(it).isEmpty(),
                        it -> assertThat(it.orElseThrow()).succeedsWithin(Duration.ofSeconds(10)));
    }

    private ServerClaim claim() throws Exception {
        return RealModel.server(MODEL, cache).claim(Progress.SILENT);
    }

    /// Whether a newcomer finds exactly this server.
    private boolean claim(long pid) throws Exception {
        try (var claim = claim()) {
            return claim.shared() && claim.running().pid() == pid;
        }
    }

    private static boolean healthy(ServerClaim claim) throws Exception {
        var health = HttpRequest.newBuilder(URI.create(claim.running().address() + "/health"))
                .build();
        return HttpClient.newHttpClient()
                        .send(health, HttpResponse.BodyHandlers.discarding())
                        .statusCode()
                == 200;
    }

    private static boolean holdsNoKey(Path file, ServerClaim claim) {
        try {
            return !Files.readString(file).contains(claim.running().key());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static RunningServer withKey(RunningServer server, String key) {
        return new RunningServer(
                server.address(),
                server.control(),
                key,
                server.version(),
                server.threads(),
                server.pid(),
                server.model());
    }

    private void assertProblem(LocalServer.Preparation preparation, String... parts) {
        var server = new LocalServer(new CacheDirectory(cache), LocalServer.Settings.DEFAULT, preparation);
        assertThatThrownBy(() -> server.claim(Progress.SILENT))
                .isInstanceOf(PreparationException.class)
                .message()
                .contains(parts)
                .doesNotContain("\n");
    }
}
