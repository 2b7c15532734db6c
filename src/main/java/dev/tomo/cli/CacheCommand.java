package dev.tomo.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tomo cache`: what takes room and can be made again.
@Command(name = "cache", description = "Models, Python environments and start-up caches, which can all be made again.")
final class CacheCommand implements Runnable {
    private final App app;

    @Mixin
    private final Output output = new Output();

    CacheCommand(App app) {
        this.app = app;
    }

    @Override
    public void run() {
        list(output);
    }

    @Command(name = "list", description = "List what is there and how large it is.")
    void list(@Mixin Output how) {
        Path root = app.surroundings().cache().root();
        Map<String, Object> sizes = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (Path entry : entries(root)) {
            long bytes = size(entry);
            sizes.put(String.valueOf(entry.getFileName()), bytes);
            lines.add("%8.1f MB  %s".formatted(bytes / 1e6, entry));
        }
        how.print(
                out(),
                Map.of("path", root.toString(), "bytes", sizes),
                lines.isEmpty() ? List.of(root + " is empty.") : lines);
    }

    @Command(name = "clear", description = "Remove all of it, or the parts that are named. Memories are not in it.")
    void clear(
            @Parameters(paramLabel = "PART", arity = "0..*", description = "As 'tomo cache list' names them.")
                    List<String> parts,
            @Mixin Output how) {
        Path root = app.surroundings().cache().root();
        List<Path> entries = entries(root);
        List<Path> chosen = parts == null || parts.isEmpty()
                ? entries
                : parts.stream().map(part -> named(part, entries)).toList();
        chosen.forEach(CacheCommand::remove);
        how.print(
                out(),
                Map.of("removed", chosen.stream().map(Path::toString).toList()),
                List.of("Removed " + chosen.size() + (chosen.size() == 1 ? " part." : " parts.")));
    }

    private static Path named(String part, List<Path> entries) {
        return entries.stream()
                .filter(entry -> part.equals(String.valueOf(entry.getFileName())))
                .findFirst()
                .orElseThrow(() ->
                        new UserException("nothing named '" + part + "' in the cache; './tomo cache list' shows it"));
    }

    private static List<Path> entries(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(root)) {
            return list.sorted().toList();
        } catch (IOException e) {
            throw new UserException(root + " cannot be read: " + e);
        }
    }

    private static long size(Path entry) {
        try (Stream<Path> files = Files.walk(entry)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UserException(entry + " cannot be read: " + e);
        }
    }

    private static void remove(Path entry) {
        try (Stream<Path> files = Files.walk(entry)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UserException(entry + " cannot be removed: " + e);
        }
    }

    private PrintStream out() {
        return app.surroundings().out();
    }
}
