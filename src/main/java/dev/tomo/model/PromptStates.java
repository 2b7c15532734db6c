package dev.tomo.model;

import dev.tomo.message.Role;
import dev.tomo.wire.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// What a server has once read stays on disk, so that it is read once and not at every start: the beginning that all
/// conversations share.
///
/// A state fits one model, one version of the program that runs it, and one text, all of which are in its name. The
/// text ends where conversations begin to differ, so nothing of a state has ever to be taken back: some models cannot.
///
/// @param directory where the server keeps them
record PromptStates(Path directory, Clock clock) {
    private static final String SUFFIX = ".state";
    private static final int MOST_FILES = 8;
    private static final long MOST_BYTES = 1L << 30;
    /// Fewer tokens are read faster than a file of their state is worth.
    private static final int SHORTEST = 200;

    /// Makes the server know a beginning.
    ///
    /// @param beginning turns that every conversation will start with
    void warm(ServerClaim claim, ServerCalls calls, List<Turn> beginning, Progress progress)
            throws IOException, InterruptedException {
        var text = shared(calls, beginning);
        var state = name(claim.running(), text);
        if (LocalServer.warm(claim.directory()).contains(state)) {
            return;
        }
        if (!restored(calls, state)) {
            read(calls, text, state, progress);
        }
        LocalServer.noteWarm(claim.directory(), state);
    }

    private static String name(RunningServer server, String text) {
        return Sha256.of(String.join("\0", server.model(), server.version(), text))
                        .substring(0, 40)
                + SUFFIX;
    }

    /// The text up to where the next turn could be one or another.
    private static String shared(ServerCalls calls, List<Turn> beginning) throws IOException {
        var one = calls.template(with(beginning, new Turn(Role.USER, "a")));
        String other;
        try {
            other = calls.template(with(beginning, new Turn(Role.SYSTEM, "b")));
        } catch (IOException e) {
            // Some templates take a system message only in the first place.
            other = calls.template(with(beginning, new Turn(Role.USER, "b")));
        }
        int end = 0;
        while (end < Math.min(one.length(), other.length()) && one.charAt(end) == other.charAt(end)) {
            end++;
        }
        return one.substring(0, end > 0 && Character.isHighSurrogate(one.charAt(end - 1)) ? end - 1 : end);
    }

    private static List<Turn> with(List<Turn> beginning, Turn next) {
        var turns = new ArrayList<>(beginning);
        turns.add(next);
        return turns;
    }

    private boolean restored(ServerCalls calls, String state) throws IOException {
        var file = directory.resolve(state);
        if (!Files.exists(file)) {
            return false;
        }
        try {
            if (calls.restore(state) > 0) {
                Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
                return true;
            }
        } catch (IOException e) {
            // A damaged file: what it held is read again.
        }
        Files.deleteIfExists(file);
        return false;
    }

    private void read(ServerCalls calls, String text, String state, Progress progress) throws IOException {
        var tokens = new int[1];
        calls.read(text, (done, total) -> {
            tokens[0] = total;
            progress.advanced("reading the instructions for the first time", done, total);
        });
        if (tokens[0] < SHORTEST) {
            return;
        }
        // The server writes in place, and a half-written state must never have the name of a whole one.
        var part = UUID.randomUUID() + ".part";
        try {
            calls.save(part);
            Files.move(directory.resolve(part), directory.resolve(state), StandardCopyOption.ATOMIC_MOVE);
            prune(state);
        } finally {
            Files.deleteIfExists(directory.resolve(part));
        }
    }

    /// Keeps the states that were used last, [#MOST_FILES] of them and [#MOST_BYTES] bytes.
    void prune(String current) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(it -> it.toString().endsWith(SUFFIX) && !it.endsWith(current))
                    .sorted(Comparator.comparing(PromptStates::used).reversed())
                    .toList();
        }
        long bytes = Files.size(directory.resolve(current));
        int kept = 1;
        for (var file : files) {
            bytes += size(file);
            kept++;
            if (kept > MOST_FILES || bytes > MOST_BYTES) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static FileTime used(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }

    private static long size(Path file) {
        return file.toFile().length();
    }
}
