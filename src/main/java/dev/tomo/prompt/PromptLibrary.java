package dev.tomo.prompt;

import dev.tomo.prompt.FrontMatter.Wrong;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The directory `prompts/`, read once. Files change nothing until they are read again.
///
/// @param directory where it was read from
/// @param tools all valid tool descriptions: bio, browser, python, then the others by name
/// @param problems what is wrong in files that were left out, in the order of their paths
public record PromptLibrary(
        Path directory,
        Texts full,
        Texts compact,
        List<ToolFile> tools,
        List<ToolFile> compactTools,
        List<ToolExample> answers,
        List<Problem> problems) {

    /// The texts around the tool descriptions.
    ///
    /// @param system who the model is, with slots
    /// @param dialect how it addresses a tool
    /// @param user when it answers instead; blank: not told
    /// @param start what stands between the examples and the conversation; blank: nothing
    record Texts(String system, String dialect, String user, String start) {}

    private static final List<String> FIRST = List.of("bio", "browser", "python");
    private static final String SUFFIX = ".md";

    public PromptLibrary {
        tools = List.copyOf(tools);
        compactTools = List.copyOf(compactTools);
        answers = List.copyOf(answers);
        problems = List.copyOf(problems);
    }

    /// Reads the directory.
    ///
    /// @param searchPath where programs of `run: command` are looked for
    /// @throws UncheckedIOException when a text that every prompt needs is missing or cannot be read; the message
    ///     names
    ///     the file
    public static PromptLibrary read(Path directory, List<Path> searchPath) {
        ToolFileReader reader = new ToolFileReader(searchPath);
        List<Problem> problems = new ArrayList<>();
        List<ToolFile> tools = tools(directory.resolve("tools"), reader, problems);
        List<ToolFile> compactTools = new ArrayList<>();
        for (ToolFile tool : tools) {
            compactTools.add(compact(tool, directory.resolve("compact"), reader, problems));
        }
        Path compact = directory.resolve("compact");
        Path dialects = directory.resolve("dialects");
        Path user = compact.resolve("user" + SUFFIX);
        return new PromptLibrary(
                directory,
                new Texts(needed(directory.resolve("system.md")), needed(dialects.resolve("to-line.md")), "", ""),
                new Texts(
                        needed(compact.resolve("system.md")),
                        needed(dialects.resolve("to-line-headed.md")),
                        bodyOf(user, problems),
                        bodyOf(compact.resolve("start" + SUFFIX), problems)),
                tools,
                compactTools,
                answers(user, reader, problems),
                problems);
    }

    private static List<ToolFile> tools(Path directory, ToolFileReader reader, List<Problem> problems) {
        List<ToolFile> tools = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Path file : markdownFiles(directory)) {
            try {
                ToolFile tool = reader.read(file, text(file));
                if (!names.add(tool.name().toLowerCase(Locale.ROOT))) {
                    throw FrontMatter.wrong(file, 1, 1, "a tool named '" + tool.name() + "' is there already");
                }
                tools.add(tool);
            } catch (Wrong wrong) {
                problems.add(wrong.problem());
            }
        }
        tools.sort(
                Comparator.comparingInt((ToolFile tool) -> place(tool.name())).thenComparing(ToolFile::name));
        return tools;
    }

    private static int place(String name) {
        int place = FIRST.indexOf(name);
        return place < 0 ? FIRST.size() : place;
    }

    private static ToolFile compact(ToolFile full, Path directory, ToolFileReader reader, List<Problem> problems) {
        Path file = directory.resolve(full.name() + SUFFIX);
        if (!Files.exists(file)) {
            return full;
        }
        try {
            return reader.restate(full, file, text(file));
        } catch (Wrong wrong) {
            problems.add(wrong.problem());
            return full;
        }
    }

    private static String bodyOf(Path file, List<Problem> problems) {
        if (!Files.exists(file)) {
            return "";
        }
        try {
            return FrontMatter.read(file, text(file)).body();
        } catch (Wrong wrong) {
            problems.add(wrong.problem());
            return "";
        }
    }

    private static List<ToolExample> answers(Path file, ToolFileReader reader, List<Problem> problems) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return reader.answers(file, text(file));
        } catch (Wrong wrong) {
            if (!problems.contains(wrong.problem())) {
                problems.add(wrong.problem());
            }
            return List.of();
        }
    }

    private static List<Path> markdownFiles(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(directory + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String text(Path file) throws Wrong {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw FrontMatter.wrong(file, 1, 1, "expected UTF-8 text but it is not");
        } catch (IOException e) {
            throw FrontMatter.wrong(file, 1, 1, "cannot be read: " + e);
        }
    }

    private static String needed(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n").strip();
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(
                    file + " is missing; every prompt begins with it. Restore it from the"
                            + " repository, or set TOMO_HOME to the directory that holds prompts/",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e, e);
        }
    }

    /// The tool with a name, as the full prompt describes it.
    public Optional<ToolFile> tool(String name) {
        return tools.stream().filter(tool -> tool.name().equalsIgnoreCase(name)).findFirst();
    }

    /// The descriptions a model gets.
    ///
    /// @param small whether the compact ones are meant
    public List<ToolFile> tools(boolean small) {
        return small ? compactTools : tools;
    }
}
