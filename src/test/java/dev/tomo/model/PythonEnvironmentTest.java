package dev.tomo.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// With the real Python and pip, and a folder of wheels instead of an index.
@Timeout(180)
class PythonEnvironmentTest {
    @TempDir
    Path folder;

    @TempDir
    Path wheelFolder;

    private CacheDirectory cache;
    private WheelFolder wheels;
    private PythonLock lock;
    private final RecordingProgress progress = new RecordingProgress();

    @BeforeEach
    void start() throws IOException {
        cache = new CacheDirectory(folder.resolve("cache"));
        wheels = new WheelFolder(wheelFolder);
        Path wheel = wheels.add("greeting", "1.2", "greeting.py", "WORD = 'hello'\n".getBytes(StandardCharsets.UTF_8));
        lock = lock(Sha256.of(wheel));
    }

    @Test
    void anEnvironmentIsMadeOnceFromItsLock() throws Exception {
        PythonEnvironment environment = new PythonEnvironment(lock, cache, wheels.environment());
        assertThat(environment.ready()).isEmpty();

        Path python = environment.prepare(progress);

        assertThat(run(python, "import greeting; print(greeting.WORD)").output().strip())
                .isEqualTo("hello");
        assertThat(python)
                .asString()
                .startsWith(cache.python().resolve("test-" + lock.key() + "-3.").toString());
        assertThat(environment.ready()).contains(python);
        // Nothing is asked and nothing installed the second time: with this PATH, no Python would be found.
        assertThat(new PythonEnvironment(lock, cache, Map.of("PATH", "")).prepare(progress))
                .isEqualTo(python);
        assertThat(progress.notices).isEmpty();
    }

    @Test
    void oneThatWasNotFinishedIsNotUsedButMadeAgain() throws Exception {
        Interpreter interpreter = Interpreter.find(System.getenv(), 8);
        Path half = cache.python().resolve("test-" + lock.key() + "-3." + interpreter.minor());
        Path python = Files.createDirectories(half.resolve("bin")).resolve("python");
        Files.createSymbolicLink(python, interpreter.executable());
        PythonEnvironment environment = new PythonEnvironment(lock, cache, wheels.environment());
        assertThat(environment.ready()).isEmpty();

        assertThat(environment.prepare(progress)).isEqualTo(python);
        assertThat(run(python, "import greeting").well()).isTrue();
    }

    @Test
    void anInterruptionLeavesNothingThatWouldBeUsed() throws Exception {
        Thread caller = Thread.currentThread();
        PythonEnvironment environment = new PythonEnvironment(lock, cache, wheels.environment());
        RecordingProgress impatient = new RecordingProgress(bytes -> caller.interrupt());

        assertThatThrownBy(() -> environment.prepare(impatient)).isInstanceOf(InterruptedException.class);
        assertThat(environment.ready()).isEmpty();
        assertThat(ProcessHandle.current()
                        .descendants()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("venv")))
                .isEmpty();
    }

    @Test
    void whoComesSecondWaitsAndUsesTheSame() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        RecordingProgress first = new RecordingProgress(bytes -> started.countDown());
        Path[] made = new Path[1];
        Thread maker = Thread.ofVirtual().start(() -> {
            try {
                made[0] = new PythonEnvironment(lock, cache, wheels.environment()).prepare(first);
            } catch (PreparationException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        started.await();

        Path python = new PythonEnvironment(lock, cache, Map.of("PATH", "")).prepare(progress);

        maker.join();
        assertThat(python).isEqualTo(made[0]);
        assertThat(progress.notices).containsExactly("another Tomo is setting up Python; waiting for it");
    }

    @Test
    void otherBytesThanTheLockSaysAreNotInstalled() {
        PythonLock other = lock("0".repeat(64));

        assertThat(failure(other, wheels.environment()))
                .isEqualTo("the package index serves other bytes than Tomo expects for greeting 1.2; nothing of it was"
                        + " installed; use another index");
        assertThat(new PythonEnvironment(other, cache, wheels.environment()).ready())
                .isEmpty();
    }

    @Test
    void withoutANetworkTheLineSaysSo() {
        assertThat(failure(lock, WheelFolder.index("http://127.0.0.1:1/simple")))
                .isEqualTo("no package index could be reached to install greeting 1.2; connect to the network (or set"
                        + " pip's index), then run this again");
    }

    @Test
    void aPackageThatIsNotForThisSystemIsSaidAsSuch() throws Exception {
        Files.delete(wheelFolder.resolve("greeting-1.2-py3-none-any.whl"));

        assertThat(failure(lock, wheels.environment()))
                .startsWith("there is no greeting 1.2 for this system (")
                .endsWith("use a server of your own with --model URL#NAME");
    }

    @Test
    void aPythonThatIsTooOldOrHasNoVenvIsNamedWithTheCommandThatHelps() throws Exception {
        Path old = script("old", "echo 3.6");
        Path bare = script("bare", "echo 3.12; exit 1");
        script("apt-get", "exit 1");
        Map<String, String> environment = new HashMap<>(wheels.environment());

        environment.put("PATH", bin().toString());
        environment.put("TOMO_PYTHON", old.toString());
        assertThat(failure(lock, environment))
                .startsWith(old + " is Python 3.6, and 3.8 or newer is needed; to get it: ")
                .endsWith("apt install python3 python3-venv");
        environment.put("TOMO_PYTHON", bare.toString());
        assertThat(failure(lock, environment)).startsWith(bare + " lacks the venv module; to get it: ");
        environment.put("TOMO_PYTHON", "/no/such/python");
        assertThat(failure(lock, environment))
                .isEqualTo("TOMO_PYTHON is /no/such/python, where there is no program; correct it");
    }

    @Test
    void withoutAnyPythonTheLineSaysHowToGetOne() throws Exception {
        script("brew", "exit 1");

        assertThatThrownBy(() -> Interpreter.find(Map.of("PATH", bin().toString()), 10, List.of()))
                .isInstanceOf(PreparationException.class)
                .hasMessage("Python 3.10 or newer is needed to run a model here, and none was found; to get it: brew"
                        + " install python");
    }

    @Test
    void aShimThatRunsNothingIsPassedOverForANumberedName() throws Exception {
        script("python3", "echo 'no version is set' >&2; exit 127");
        script("python3.11", "echo 3.11");
        script("python3.13", "echo 3.13");

        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put("PATH", bin().toString());
        assertThat(Interpreter.find(environment, 10, List.of()))
                .isEqualTo(new Interpreter(bin().resolve("python3.13"), 13));
    }

    @Test
    void aLockNamesItsPackagesAndItsPython() {
        PythonLock server = PythonLock.server();

        assertThat(server.packages()).containsExactly("xllamacpp 2026.10.11549");
        assertThat(server.minimumMinor()).isEqualTo(10);
        assertThatThrownBy(() -> new PythonLock("x", "a==1\n")).isInstanceOf(IllegalArgumentException.class);
    }

    private static PythonLock lock(String sum) {
        return new PythonLock("test", "# python >= 3.8\ngreeting==1.2 --hash=sha256:" + sum + "\n");
    }

    private String failure(PythonLock lock, Map<String, String> environment) {
        PreparationException failure = catchThrowableOfType(
                PreparationException.class, () -> new PythonEnvironment(lock, cache, environment).prepare(progress));
        return String.valueOf(failure.getMessage());
    }

    private ChildProcess.Ended run(Path python, String code) throws IOException, InterruptedException {
        return ChildProcess.run(List.of(python.toString(), "-c", code), System.getenv(), folder);
    }

    private Path bin() {
        return folder.resolve("bin");
    }

    private Path script(String name, String body) throws IOException {
        Path file = Files.createDirectories(bin()).resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
