package dev.tomo.launcher;

import static dev.tomo.launcher.FakeCheckout.touch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tomo.launcher.FakeCheckout.Result;
import dev.tomo.launcher.FakeCheckout.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("launcher")
class LauncherTest {
    @TempDir
    private Path machine;

    private FakeCheckout checkout;

    @BeforeEach
    void checkOut() throws IOException {
        machine = machine.toRealPath();
        checkout = new FakeCheckout(machine, "tomo");
    }

    @Test
    void firstStartBuildsAndSaysSoInOneLine() throws Exception {
        Result result = checkout.run("one", "two words");

        assertThat(result.output())
                .isEqualTo("started in %s with one two words of %s\n".formatted(machine, checkout.path()));
        assertThat(result.errors()).isEqualTo("tomo: building; the first time takes a minute or two…\n");
        assertThat(result.status()).as("the program's own").isEqualTo(7);
        assertThat(checkout.callsSoFar()).hasSize(2).first().asString().contains("-Dtomo.checks=false");
    }

    @Test
    void secondStartOnlyStarts() throws Exception {
        checkout.run();
        Result second = checkout.run("hello");

        assertThat(second.output()).contains("with hello");
        assertThat(second.errors()).isEmpty();
        assertThat(checkout.callsSoFar()).hasSize(2);
    }

    @Test
    void startOfABuiltProgramCallsNoOtherProgram() throws Exception {
        checkout.run();
        String tomo = checkout.path().resolve("tomo").toString();
        Result result = checkout.start(machine, Map.of("PATH", "/nowhere"), tomo, "hello")
                .end();

        assertThat(result.output()).contains("with hello");
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void changedSourceIsRebuiltAndSaidInOneLine() throws Exception {
        checkout.run();
        touch(checkout.path().resolve("src/main/java/room/Room.java"));
        Result result = checkout.run();

        assertThat(result.errors()).isEqualTo("tomo: sources are newer than the program: rebuilding…\n");
        assertThat(result.output()).startsWith("started");
    }

    @Test
    void sourceInANewFolderAndARemovedSourceAndANewPomCount() throws Exception {
        checkout.run();
        Path resources = src().resolve("resources");
        Path folder = Files.createDirectories(resources.resolve("a/b"));
        touch(Files.writeString(folder.resolve("new.txt"), ""));
        for (Path unchanged : List.of(folder, resources.resolve("a"), resources, src())) {
            Files.setLastModifiedTime(unchanged, FileTime.from(Instant.EPOCH));
        }
        assertThat(checkout.run().errors()).as("a new file, wherever").contains("rebuilding");

        Files.setLastModifiedTime(folder.resolve("new.txt"), FileTime.from(Instant.EPOCH));
        assertThat(checkout.run().errors()).as("nothing").isEmpty();
        Files.delete(folder.resolve("new.txt"));
        touch(folder);
        assertThat(checkout.run().errors()).as("a removed file").contains("rebuilding");

        Files.setLastModifiedTime(folder, FileTime.from(Instant.EPOCH));
        touch(checkout.path().resolve("pom.xml"));
        assertThat(checkout.run().errors()).as("the pom").contains("rebuilding");
    }

    private Path src() {
        return checkout.path().resolve("src/main");
    }

    @Test
    void sourceSavedDuringABuildIsBuiltNextTime() throws Exception {
        checkout.maven("sleep 0.1; touch '%s'".formatted(src().resolve("java/room/Room.java")));
        checkout.run();
        checkout.maven(":");

        assertThat(checkout.run().errors()).contains("sources are newer");
    }

    @Test
    void replacedJdkMeansAnotherBuildEvenIfItsFilesAreOlder() throws Exception {
        checkout.run();
        Path release = machine.resolve("usr/lib/jvm/jdk/release");
        Files.setLastModifiedTime(release, FileTime.from(Instant.EPOCH));

        assertThat(checkout.run().errors()).isEqualTo("tomo: the JDK or the cache has changed: rebuilding…\n");
        assertThat(checkout.run().errors()).isEmpty();
    }

    @Test
    void worksFromAnyDirectoryThroughSymlinksAndWithSpaces() throws Exception {
        FakeCheckout spaced = new FakeCheckout(machine, "with some spaces/tomo");
        Path elsewhere = Files.createDirectories(machine.resolve("else where"));
        Files.createSymbolicLink(machine.resolve("relative"), Path.of("with some spaces/tomo/tomo"));
        Path absolute = Files.createSymbolicLink(elsewhere.resolve("absolute"), machine.resolve("relative"));
        Path chained = Files.createSymbolicLink(elsewhere.resolve("chained"), Path.of("absolute"));
        Path folder = Files.createSymbolicLink(elsewhere.resolve("folder"), spaced.path());

        for (String command : List.of(absolute.toString(), chained.toString(), "./chained", "folder/tomo")) {
            Result result = spaced.start(elsewhere, Map.of(), command, "hi").end();
            assertThat(result.output()).as(command).startsWith("started in " + elsewhere + " with hi of /");
            Path home = Path.of(result.output().strip().replaceFirst(".* of /", "/"));
            assertThat(home.toRealPath()).as(command).isEqualTo(spaced.path());
        }
        assertThat(folder).isSymbolicLink();
        assertThat(spaced.callsSoFar()).hasSize(2);
    }

    @Test
    void worksInItsOwnDirectoryAndBesideAndThroughTheShellAndThePath() throws Exception {
        Path here = checkout.path();
        assertThat(checkout.start(here, Map.of(), "./tomo").end().output()).endsWith("of " + here + "\n");
        assertThat(checkout.start(here, Map.of(), "sh", "tomo").end().output()).endsWith("of " + here + "\n");
        assertThat(checkout.start(src(), Map.of(), "../../tomo").end().status()).isEqualTo(7);
        Map<String, String> path = Map.of("PATH", here + ":/usr/bin:/bin");
        assertThat(checkout.start(src(), path, "sh", "-c", "tomo").end().output())
                .endsWith("of " + here + "\n");
    }

    @Test
    void homeMayBeElsewhere() throws Exception {
        String tomo = checkout.path().resolve("tomo").toString();
        Result result =
                checkout.start(machine, Map.of("TOMO_HOME", "/my/tomo"), tomo).end();

        assertThat(result.output()).endsWith(" of /my/tomo\n");
    }

    @Test
    void noJdkIsOneLineThatSaysWhatToDo() throws Exception {
        checkout.jdk("usr/lib/jvm/jdk", "21.0.2");
        Result result = checkout.run();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.errors())
                .startsWith("tomo: needs a JDK, 25 or newer, and found none; to install one: ")
                .hasLineCount(1);
        assertThat(checkout.callsSoFar()).isEmpty();
    }

    @Test
    void newestJdkIsTakenUnlessJavaHomeNamesOneThatWillDo() throws Exception {
        checkout.jdk("usr/lib/jvm/old", "1.8.0_402");
        checkout.jdk("Library/Java/JavaVirtualMachines/newest.jdk/Contents/Home", "27-ea");
        checkout.jdk("home/.sdkman/candidates/java/26-tem", "26");
        checkout.jdk("mine", "25");

        checkout.run("--version");
        assertThat(checkout.callsSoFar()).first().asString().contains("/newest.jdk/");
        for (String mine : List.of("mine", "usr/lib/jvm/old")) {
            touch(checkout.path().resolve("pom.xml"));
            Map<String, String> environment =
                    Map.of("JAVA_HOME", machine.resolve(mine).toString());
            checkout.start(machine, environment, checkout.path().resolve("tomo").toString())
                    .end();
        }
        assertThat(checkout.callsSoFar().get(2)).contains(machine.resolve("mine") + " ");
        assertThat(checkout.callsSoFar().get(4)).as("too old").contains("/newest.jdk/");
    }

    @Test
    void failedBuildShowsWhyAndStartsNothing() throws Exception {
        checkout.maven("echo '[INFO] fine'; echo '[ERROR] Room.java: no such door'; exit 1");
        Result result = checkout.run();

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.output()).isEmpty();
        assertThat(result.errors())
                .contains("[ERROR] Room.java: no such door\n")
                .doesNotContain("fine")
                .endsWith("all it said is in " + checkout.path().resolve("target/build.log") + "\n");
        checkout.maven(":");
        assertThat(checkout.run().output()).startsWith("started");
    }

    @Test
    void unreachableRepositoryIsSaidAsSuch() throws Exception {
        checkout.maven("echo '[ERROR] Could not transfer artifact x from/to y: unknown host'; exit 1");

        assertThat(checkout.run().errors())
                .startsWith("tomo: building")
                .endsWith("""
                        tomo: the build could not fetch its libraries: check the network, or your Maven mirror and \
                        proxy, and start again (Could not transfer artifact x from/to y: unknown host)
                        """)
                .hasLineCount(2);
    }

    @Test
    void twoStartsAtOnceBuildOnce() throws Exception {
        checkout.maven("sleep 1");
        String tomo = checkout.path().resolve("tomo").toString();
        List<Running> starts = List.of(
                checkout.start(machine, Map.of(), tomo, "1"),
                checkout.start(machine, Map.of(), tomo, "2"),
                checkout.start(machine, Map.of(), tomo, "3"));

        for (Running start : starts) {
            assertThat(start.end().output()).startsWith("started");
        }
        assertThat(checkout.callsSoFar()).hasSize(2);
        assertThat(checkout.path().resolve("target/lock")).doesNotExist();
    }

    @Test
    void startAfterAKilledBuildMakesEverythingAnew() throws Exception {
        checkout.maven("mkdir -p '%1$s'; echo half >'%1$s/tomo.jar'; exec sleep 600".formatted(unchecked()));
        Running killed = checkout.start(
                machine, Map.of(), checkout.path().resolve("tomo").toString());
        await(unchecked().resolve("tomo.jar"));
        List<ProcessHandle> build = killed.process().descendants().toList();
        killed.process().destroyForcibly().waitFor();
        build.forEach(ProcessHandle::destroyForcibly);
        awaitEnd(build);
        assertThat(checkout.path().resolve("target/lock")).exists();

        checkout.maven(":");
        Result next = checkout.run();

        assertThat(next.output()).startsWith("started");
        assertThat(unchecked().resolve("tomo.jar")).as("the half jar").doesNotExist();
    }

    @Test
    void cancelledBuildTakesMavenWithItAndLeavesNoLock() throws Exception {
        checkout.maven("touch '%s'; exec sleep 600".formatted(machine.resolve("building")));
        Running start = checkout.start(
                machine, Map.of(), checkout.path().resolve("tomo").toString());
        await(machine.resolve("building"));
        List<ProcessHandle> build = start.process().descendants().toList();
        start.process().destroy();

        assertThat(start.end().status()).isEqualTo(143);
        awaitEnd(build);
        assertThat(checkout.path().resolve("target/lock")).doesNotExist();
    }

    private Path unchecked() {
        return checkout.path().resolve("target/unchecked");
    }

    @Test
    void buildDoesNotEatWhatIsPipedIn() throws Exception {
        checkout.maven("cat >'%s'".formatted(machine.resolve("eaten")));
        Path tomo = checkout.path().resolve("tomo");
        Result result = checkout.start(machine, Map.of(), "sh", "-c", "echo piped | { '" + tomo + "'; cat; }")
                .end();

        assertThat(machine.resolve("eaten")).isEmptyFile();
        assertThat(result.output()).endsWith("piped\n");
    }

    @Test
    void testRunsMavenWithEveryCheckAndItsExitCode() throws Exception {
        checkout.maven("exit 3");
        Result result = checkout.run("test", "-Dtest=Some Test");

        assertThat(result.status()).isEqualTo(3);
        assertThat(checkout.callsSoFar())
                .singleElement()
                .asString()
                .endsWith(" -Dstyle.color=never verify -Dtest=Some Test")
                .doesNotContain("tomo.checks");
    }

    private static void awaitEnd(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle process : processes) {
            process.onExit().get(FakeCheckout.DEADLINE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /// Waits for a file that another process makes.
    private static void await(Path file) throws InterruptedException {
        Instant deadline = Instant.now().plus(FakeCheckout.DEADLINE);
        while (!Files.exists(file)) {
            assertThat(Instant.now()).as("waiting for " + file).isBefore(deadline);
            Thread.sleep(20);
        }
    }
}
