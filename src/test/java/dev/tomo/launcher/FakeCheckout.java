package dev.tomo.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A checkout with the real `tomo` and hardly anything else, on a machine of its own: Maven and the JDK are scripts
/// that write down that they were called, and the usual folders for JDKs lie below this one.
final class FakeCheckout {
    static final Duration DEADLINE = Duration.ofSeconds(30);

    private final Path machine;
    private final Path checkout;

    /// @param machine an empty directory
    /// @param name where the checkout stands in it
    FakeCheckout(Path machine, String name) throws IOException {
        this.machine = machine;
        this.checkout = machine.resolve(name);
        Files.createDirectories(checkout.resolve("src/main/java/room"));
        Files.writeString(checkout.resolve("src/main/java/room/Room.java"), "");
        Files.writeString(checkout.resolve("pom.xml"), "");
        String script = Files.readString(
                Path.of(System.getProperty("tomo.checkout", ".")).resolve("tomo"));
        executable(
                checkout.resolve("tomo"), script.replaceAll("(?m)(\\s)/(usr|opt|Library)/", "$1" + machine + "/$2/"));
        jdk("usr/lib/jvm/jdk", "25.0.1");
        maven(":");
    }

    Path path() {
        return checkout;
    }

    /// A JDK whose Java, asked to install, writes the launch file of a program that shows its arguments.
    void jdk(String folder, String version) throws IOException {
        Path jdk = machine.resolve(folder);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        executable(jdk.resolve("bin/java"), """
                #!/bin/sh
                for launch; do :; done
                cp -p "$launch" "$launch.time"
                touch "$launch.needed"
                cp -p '%1$s/release' '%1$s/release.copy'
                cat >"$launch" <<'END'
                launch_needs='%2$s'
                launch_jdk_release='%1$s/release'
                launch_made_for='%1$s/release.copy'
                launch() {
                    printf 'started in %%s with %%s of %%s\\n' "$PWD" "$*" "$TOMO_HOME"
                    exit 7
                }
                END
                touch -r "$launch.time" "$launch"
                echo installed >>'%3$s'
                """.formatted(jdk, checkout.resolve("pom.xml"), calls()));
    }

    /// A Maven that does this after it wrote down that it was called, with which arguments and JDK.
    void maven(String does) throws IOException {
        executable(machine.resolve("bin/mvn"), """
                #!/bin/sh
                echo "maven $JAVA_HOME $*" >>'%s'
                %s
                """.formatted(calls(), does));
    }

    private Path calls() {
        return machine.resolve("calls");
    }

    /// What Maven and Java were called for so far, oldest first.
    List<String> callsSoFar() throws IOException {
        return Files.exists(calls()) ? Files.readAllLines(calls()) : List.of();
    }

    /// Starts the script as this path names it, standing in this directory.
    Running start(Path directory, Map<String, String> environment, String... command) throws IOException {
        Path errors = Files.createTempFile(machine, "stderr", "");
        Path output = Files.createTempFile(machine, "stdout", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(errors.toFile())
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", machine.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().put("HOME", machine.resolve("home").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return new Running(process, output, errors);
    }

    Result run(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new java.util.ArrayList<>(List.of(checkout.resolve("tomo").toString()));
        command.addAll(List.of(arguments));
        return start(machine, Map.of(), command.toArray(String[]::new)).end();
    }

    /// Changes a file's time to one after every build so far.
    static void touch(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(2)));
    }

    static void executable(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Path other = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(other, script);
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /// A script that was started and may still run.
    record Running(Process process, Path output, Path errors) {
        Result end() throws IOException, InterruptedException {
            if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("still running after " + DEADLINE + ": " + Files.readString(errors));
            }
            return new Result(process.exitValue(), Files.readString(output, UTF_8), Files.readString(errors, UTF_8));
        }
    }

    /// How a script ended.
    record Result(int status, String output, String errors) {}
}
