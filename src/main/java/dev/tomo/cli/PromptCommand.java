package dev.tomo.cli;

import dev.tomo.model.ModelSpec;
import dev.tomo.prompt.SystemPrompt;
import dev.tomo.store.Memory;
import dev.tomo.wire.ModelInput;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tomo prompt`: what a model is told before anything is said.
@Command(name = "prompt", description = "Print the system prompt that a new session would get, byte for byte.")
final class PromptCommand implements Callable<Integer> {
    private final App app;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "NAME",
            description = "For this model; small ones get a short prompt.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--temporary", description = "As in a temporary chat, without memories.")
    private boolean temporary;

    @Option(names = "--turns", description = "Print all that a model gets, the example turns included.")
    private boolean turns;

    @Mixin
    private final Output output = new Output();

    PromptCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        ModelSpec spec = app.choose(model);
        List<Memory> memories = temporary ? List.of() : app.memories().memories();
        SystemPrompt prompt = app.prompt(spec, memories);
        ModelInput input = app.beginning(spec, prompt.preface());
        if (output.json) {
            app.surroundings().out().println(Json.line(json(spec, prompt, input)));
        } else if (turns) {
            input.turns()
                    .forEach(turn -> app.surroundings()
                            .out()
                            .println("[" + turn.role().name().toLowerCase(Locale.ROOT) + "]\n" + turn.text()));
        } else {
            app.surroundings().out().println(prompt.text());
            explain(spec, prompt);
        }
        return Exit.OK;
    }

    private void explain(ModelSpec spec, SystemPrompt prompt) {
        int examples = prompt.preface().examples().size();
        if (examples > 0) {
            app.surroundings()
                    .err()
                    .println("(for " + spec.name() + ", a small model: " + examples
                            + " messages of examples stand before the last part; --turns shows them)");
        }
    }

    private static Map<String, Object> json(ModelSpec spec, SystemPrompt prompt, ModelInput input) {
        return Map.of(
                "model",
                spec.name(),
                "text",
                prompt.text(),
                "sections",
                prompt.sections().stream()
                        .map(section -> Map.of("name", section.name(), "start", section.start(), "end", section.end()))
                        .toList(),
                "turns",
                input.turns().stream()
                        .map(turn -> Map.of("role", turn.role().name().toLowerCase(Locale.ROOT), "text", turn.text()))
                        .toList());
    }
}
