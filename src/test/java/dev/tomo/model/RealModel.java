package dev.tomo.model;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/// Real models for tests, fetched once into the person's own cache; what a server leaves behind goes elsewhere.
final class RealModel {
    private RealModel() {}

    static LocalServer.Preparation preparation(String name) {
        var cache = CacheDirectory.of(System.getenv(), Path.of(System.getProperty("user.home")));
        var python = new PythonEnvironment(PythonLock.server(), cache, System.getenv());
        var store = new ModelStore(cache, System.getenv(), Clock.systemUTC());
        var entry = ModelCatalog.find(name).orElseThrow();
        return progress -> new LocalServer.Parts(python.prepare(progress), store.prepare(entry, progress));
    }

    static LocalServer server(String name, Path cache) {
        return new LocalServer(new CacheDirectory(cache), LocalServer.Settings.DEFAULT, preparation(name));
    }

    static LocalModel model(String name, Path cache) {
        return new LocalModel(spec(name), server(name, cache));
    }

    static ModelSpec spec(String name) {
        return new ModelSpec(
                name, Optional.empty(), name, Optional.empty(), 8192, Optional.empty(), false, true, "a test asked");
    }
}
