package dev.tomo.cli;

import dev.tomo.model.CatalogEntry;
import dev.tomo.model.LocalModel;
import dev.tomo.model.LocalServer;
import dev.tomo.model.Model;
import dev.tomo.model.ModelCatalog;
import dev.tomo.model.ModelSpec;
import dev.tomo.model.OpenAiModel;
import dev.tomo.model.PreparationException;
import dev.tomo.model.Progress;
import dev.tomo.model.PythonEnvironment;
import dev.tomo.model.PythonLock;
import dev.tomo.model.StoredModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// What stands behind the description of a model.
record ModelFactory(Surroundings surroundings) {
    /// Nothing is started and nothing fetched yet.
    Model model(ModelSpec spec) {
        return spec.url().isPresent()
                ? new OpenAiModel(spec, surroundings.environment())
                : new LocalModel(
                        spec,
                        new LocalServer(
                                surroundings.cache(),
                                LocalServer.Settings.DEFAULT,
                                progress -> parts(spec.model(), progress)));
    }

    /// The model's file and the Python that serves it, fetched side by side where they are not here yet.
    private LocalServer.Parts parts(String model, Progress progress) throws PreparationException, InterruptedException {
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<LocalServer.Parts> server = tasks.submit(() -> server(progress));
            Future<Path> file = tasks.submit(() -> file(model, progress));
            try {
                Path gguf = result(file);
                LocalServer.Parts parts = result(server);
                return new LocalServer.Parts(parts.python(), gguf, parts.llamaServer());
            } finally {
                tasks.shutdownNow();
            }
        }
    }

    private static <T> T result(Future<T> future) throws PreparationException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PreparationException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Path file(String model, Progress progress) throws PreparationException, InterruptedException {
        Optional<CatalogEntry> entry = ModelCatalog.find(model);
        if (entry.isPresent()) {
            return surroundings.models().prepare(entry.get(), progress);
        }
        return surroundings
                .models()
                .find(model)
                .map(StoredModel::file)
                .orElseThrow(() -> new PreparationException("the model '" + model
                        + "' is no longer on this machine; './tomo models pull' fetches it again"));
    }

    /// A `llama-server` that is installed here steps in where the Python package cannot be had.
    private LocalServer.Parts server(Progress progress) throws PreparationException, InterruptedException {
        Path noFileYet = Path.of("");
        try {
            Path python = new PythonEnvironment(PythonLock.server(), surroundings.cache(), surroundings.environment())
                    .prepare(progress);
            return new LocalServer.Parts(python, noFileYet);
        } catch (PreparationException e) {
            Optional<Path> python = onPath("python3");
            Optional<Path> server = onPath("llama-server");
            if (python.isEmpty() || server.isEmpty()) {
                throw e;
            }
            return new LocalServer.Parts(python.get(), noFileYet, server);
        }
    }

    private Optional<Path> onPath(String program) {
        return surroundings.searchPath().stream()
                .map(directory -> directory.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
