package dev.tomo.model;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A program that is run to its end, and that never outlives the thread or the process that runs it.
final class ChildProcess {
    /// Enough for the end of any error report; what came before it is dropped.
    private static final int OUTPUT_LIMIT = 64 * 1024;

    private static final long GRACE_SECONDS = 2;
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(ChildProcess::kill), "tomo-children"));
    }

    private ChildProcess() {}

    /// How a program ended.
    ///
    /// @param output the end of what it wrote, standard output and standard error together
    record Ended(int exit, String output) {
        boolean well() {
            return exit == 0;
        }
    }

    /// Runs a program with nothing on its standard input.
    ///
    /// @param environment all of the child's environment
    /// @throws IOException when it cannot be started
    /// @throws InterruptedException when the calling thread was interrupted: the program and what it started are
    ///     gone
    static Ended run(List<String> command, Map<String, String> environment, Path directory)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        RUNNING.add(process);
        try {
            // Reading a pipe cannot be interrupted, waiting for a process can; so the reading is done elsewhere. Not on
            // a virtual thread: a pipe holds on to its carrier, and there are as few carriers as cores.
            FutureTask<String> output = new FutureTask<>(() -> read(process));
            Thread.ofPlatform().daemon().name("tomo-child-output").start(output);
            int exit = process.waitFor();
            return new Ended(exit, end(output));
        } finally {
            kill(process);
            RUNNING.remove(process);
        }
    }

    private static String read(Process process) throws IOException {
        StringBuilder output = new StringBuilder();
        char[] piece = new char[8192];
        try (Reader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                output.append(piece, 0, n);
                output.delete(0, Math.max(0, output.length() - OUTPUT_LIMIT));
            }
        }
        return output.toString();
    }

    /// A program's children may keep the pipe open after its end; nobody waits for them.
    private static String end(FutureTask<String> output) throws InterruptedException {
        try {
            return output.get(GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return "(its output could not be read: " + e + ")";
        }
    }

    private static void kill(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
        boolean interrupted = false;
        while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        all.forEach(ProcessHandle::destroyForcibly);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
