package dev.tomo.model;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A Python 3 of this system that can make environments.
///
/// @param minor its version after `3.`
record Interpreter(Path executable, int minor) {
    /// Names the interpreter to use, instead of a search.
    static final String VARIABLE = "TOMO_PYTHON";

    private static final int NEWEST_NAMED = 19;
    private static final List<String> USUAL_FOLDERS = List.of("/usr/local/bin", "/opt/homebrew/bin", "/usr/bin");
    private static final Pattern VERSION = Pattern.compile("(?m)^(\\d+)\\.(\\d+)$");
    private static final String QUESTION =
            "import sys; print('%d.%d' % sys.version_info[:2]); sys.stdout.flush(); import venv, ensurepip";

    /// Looks at `TOMO_PYTHON`, or else along `PATH` and in the usual folders, `python3` first, then `python3.N`
    /// from the newest down. Each candidate is asked, since a name on `PATH` may be a shim that runs nothing.
    ///
    /// @throws PreparationException when there is none, with the command that would install one
    static Interpreter find(Map<String, String> environment, int minimumMinor)
            throws PreparationException, InterruptedException {
        return find(environment, minimumMinor, USUAL_FOLDERS);
    }

    static Interpreter find(Map<String, String> environment, int minimumMinor, List<String> usualFolders)
            throws PreparationException, InterruptedException {
        String why = "Python 3." + minimumMinor + " or newer is needed to run a model here, and none was found";
        for (Path candidate : candidates(environment, minimumMinor, usualFolders)) {
            Answer answer = ask(candidate, environment);
            if (answer.minor() >= minimumMinor && answer.makesEnvironments()) {
                return new Interpreter(candidate, answer.minor());
            }
            if (answer.minor() >= minimumMinor) {
                why = candidate + " lacks the venv module";
            } else if (answer.minor() >= 0 && !why.endsWith("venv module")) {
                why = candidate + " is Python 3." + answer.minor() + ", and 3." + minimumMinor + " or newer is needed";
            }
        }
        throw new PreparationException(why + "; to get it: " + advice(environment));
    }

    static String advice(Map<String, String> environment) {
        return PackageSystem.of(environment).installPython("root".equals(System.getProperty("user.name")));
    }

    private static List<Path> candidates(Map<String, String> environment, int minimumMinor, List<String> usualFolders)
            throws PreparationException {
        String chosen = environment.getOrDefault(VARIABLE, "");
        if (!chosen.isBlank()) {
            Path path = Path.of(chosen);
            if (!Files.isExecutable(path)) {
                throw new PreparationException(VARIABLE + " is " + chosen + ", where there is no program; correct it");
            }
            return List.of(path.toAbsolutePath());
        }
        List<String> folders =
                new ArrayList<>(List.of(environment.getOrDefault("PATH", "").split(File.pathSeparator)));
        folders.addAll(usualFolders);
        Stream<String> numbered = IntStream.rangeClosed(minimumMinor, NEWEST_NAMED)
                .mapToObj(n -> "python3." + (NEWEST_NAMED + minimumMinor - n));
        return Stream.concat(Stream.concat(Stream.of("python3"), numbered), Stream.of("python"))
                .flatMap(name -> folders.stream().filter(f -> !f.isBlank()).map(folder -> Path.of(folder, name)))
                .distinct()
                .filter(Files::isExecutable)
                .toList();
    }

    private static Answer ask(Path candidate, Map<String, String> environment) throws InterruptedException {
        try {
            ChildProcess.Ended ended = ChildProcess.run(
                    List.of(candidate.toString(), "-I", "-c", QUESTION), environment, candidate.getRoot());
            Matcher version = VERSION.matcher(ended.output());
            boolean three = version.find() && version.group(1).equals("3");
            return new Answer(three ? Integer.parseInt(version.group(2)) : -1, ended.well());
        } catch (IOException e) {
            return new Answer(-1, false);
        }
    }

    /// @param minor -1: not a Python 3 at all
    private record Answer(int minor, boolean makesEnvironments) {}
}
