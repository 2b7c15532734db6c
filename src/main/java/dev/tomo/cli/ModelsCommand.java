package dev.tomo.cli;

import dev.tomo.model.CatalogEntry;
import dev.tomo.model.Machine;
import dev.tomo.model.ModelCatalog;
import dev.tomo.model.ModelSpec;
import dev.tomo.model.ModelStore;
import dev.tomo.model.PreparationException;
import dev.tomo.model.StoredModel;
import dev.tomo.model.Suggestion;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tomo models`: which models there are, and how they get onto this machine.
@Command(name = "models", description = "The models that can answer.")
final class ModelsCommand implements Runnable {
    private final App app;

    @Mixin
    private final Output output = new Output();

    ModelsCommand(App app) {
        this.app = app;
    }

    @Override
    public void run() {
        try {
            list(output);
        } catch (PreparationException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }

    /// A row of the list.
    ///
    /// @param where `here`, `can be pulled`, or the address
    private record Row(String name, String title, String where, boolean answers) {
        String line() {
            return "%s %-12s %-45s %s".formatted(answers ? "*" : " ", name, title, where);
        }

        Map<String, Object> json() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", name);
            fields.put("title", title);
            fields.put("where", where);
            fields.put("answers", answers);
            return fields;
        }
    }

    @Command(name = "list", description = "List them; * marks the one that answers.")
    void list(@Mixin Output how) throws PreparationException {
        ModelSpec chosen = app.choose(Optional.empty());
        List<Row> rows = rows(chosen.name());
        List<String> lines = new ArrayList<>(rows.stream().map(Row::line).toList());
        lines.add(chosen.name() + " answers, " + chosen.why() + ". Another: --model NAME, --model URL#NAME, "
                + "OPENAI_API_KEY, or tomo.toml.");
        how.print(out(), Map.of("models", rows.stream().map(Row::json).toList(), "why", chosen.why()), lines);
    }

    private List<Row> rows(String chosen) throws PreparationException {
        List<Row> rows = new ArrayList<>();
        app.config()
                .models()
                .values()
                .forEach(spec -> rows.add(new Row(
                        spec.name(),
                        spec.model(),
                        spec.url().map(Object::toString).orElse(""),
                        spec.name().equals(chosen))));
        List<StoredModel> stored = store().list();
        for (CatalogEntry entry : ModelCatalog.entries()) {
            boolean here = stored.stream().anyMatch(model -> model.name().equals(entry.name()));
            rows.add(new Row(
                    entry.name(),
                    entry.title() + " (" + entry.note() + ")",
                    here ? "here" : "can be pulled, " + entry.bytes() / 1_000_000 + " MB",
                    entry.name().equals(chosen)));
        }
        stored.stream()
                .filter(model -> ModelCatalog.find(model.name()).isEmpty())
                .forEach(model -> rows.add(new Row(
                        model.name(), model.source(), "here", model.name().equals(chosen))));
        if (rows.stream().noneMatch(Row::answers)) {
            rows.addFirst(new Row(chosen, chosen, "remote", true));
        }
        return rows;
    }

    @Command(name = "pull", description = "Fetch a model of the catalog, or add any other GGUF file.")
    void pull(
            @Parameters(paramLabel = "NAME|URL|FILE", description = "starter, small, tiny, an address, or a path.")
                    String what,
            @Mixin Output how)
            throws PreparationException, InterruptedException {
        StoredModel model =
                store().pull(what, new ProgressLine(app.surroundings().err()));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", model.name());
        fields.put("file", model.file().toString());
        fields.put("bytes", model.bytes());
        fields.put("sha256", model.sha256());
        how.print(
                out(),
                fields,
                List.of(
                        model.name() + " is here: " + model.file(),
                        "./tomo --model " + model.name() + " answers with it."));
    }

    @Command(name = "remove", description = "Remove a model from this machine.")
    void remove(
            @Parameters(paramLabel = "NAME", description = "As 'tomo models list' names it.") String name,
            @Mixin Output how)
            throws PreparationException {
        long bytes = store().remove(name);
        how.print(
                out(),
                Map.of("name", name, "bytes", bytes),
                List.of("Removed " + name + ", " + bytes / 1_000_000 + " MB."));
    }

    @Command(name = "suggest", description = "Suggest a model for this machine's memory and cores.")
    void suggest(@Mixin Output how) {
        Suggestion suggestion = ModelCatalog.suggest(Machine.here());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", suggestion.entry().name());
        fields.put("why", suggestion.why());
        fields.put("largest_file", suggestion.largestFile());
        how.print(
                out(),
                fields,
                List.of(
                        suggestion.entry().name() + ": " + suggestion.entry().title(),
                        suggestion.why(),
                        "Any GGUF file up to about " + suggestion.largestFile() / 1_000_000
                                + " MB would run well: ./tomo models pull URL|FILE"));
    }

    private ModelStore store() {
        return app.surroundings().models();
    }

    private PrintStream out() {
        return app.surroundings().out();
    }
}
