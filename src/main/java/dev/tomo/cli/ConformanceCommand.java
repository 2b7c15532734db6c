package dev.tomo.cli;

import dev.tomo.terminal.SafeText;
import dev.tomo.wire.ConformanceCases;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tomo conformance`: whether a dialect reads what it should, and how well a model uses its tools.
@Command(name = "conformance", description = "Check parser cases, or measure a model with --live.")
final class ConformanceCommand implements Callable<Integer> {
    private final App app;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files of cases; with --live, of messages.")
    private List<Path> files = List.of();

    @Option(names = "--live", description = "Ask a model and count how often it addresses the right tool.")
    private boolean live;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "NAME",
            description = "With --live: the model that is measured.")
    private Optional<String> model = Optional.empty();

    @Mixin
    private final Output output = new Output();

    ConformanceCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws Exception {
        return live ? new LiveMeasure(app, app.choose(model), output.json).run(files) : check();
    }

    private int check() throws IOException {
        PrintStream out = app.surroundings().out();
        int passed = 0;
        int failed = 0;
        for (Path file : files) {
            ConformanceCases cases = cases(file);
            int wrong = cases.run(outcome -> {
                if (output.json) {
                    out.println(Json.line(Map.of(
                            "file", file.toString(), "name", outcome.name(), "differences", outcome.differences())));
                } else if (!outcome.passed()) {
                    out.println("FAIL " + file + " " + SafeText.shown(outcome.name()));
                    outcome.differences().forEach(line -> out.println("  " + SafeText.shown(line)));
                }
            });
            failed += wrong;
            passed += cases.size() - wrong;
        }
        out.println(
                output.json
                        ? Json.line(Map.of("passed", passed, "failed", failed))
                        : passed + " passed, " + failed + " failed");
        return failed == 0 ? Exit.OK : Exit.FAILURE;
    }

    private static ConformanceCases cases(Path file) throws IOException {
        try {
            return ConformanceCases.parse(file.toString(), Files.readString(file));
        } catch (ConformanceCases.Malformed e) {
            throw new UserException(String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            throw new UserException("no file " + file);
        }
    }
}
