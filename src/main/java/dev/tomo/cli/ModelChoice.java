package dev.tomo.cli;

import dev.tomo.model.ModelCatalog;
import dev.tomo.model.ModelSpec;
import dev.tomo.model.PreparationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/// Decides which model answers: what was asked for, `tomo.toml`, a provider's key in the environment, the starter
/// model.
///
/// @param config what `tomo.toml` says
/// @param surroundings whose environment may hold keys, and whose cache models
record ModelChoice(Config config, Surroundings surroundings) {
    /// Where the key of an endpoint comes from that is named on the command line.
    static final String KEY_VARIABLE = "TOMO_API_KEY";

    private static final String OPENAI_KEY = "OPENAI_API_KEY";
    private static final String OPENAI_URL = "https://api.openai.com/v1";
    private static final String OPENAI_MODEL = "gpt-5-mini";
    private static final String STARTER = ModelCatalog.DEFAULT;

    /// @param wanted what follows `--model`
    /// @throws UserException when no such model is known
    ModelSpec choose(Optional<String> wanted) {
        if (wanted.isPresent()) {
            return named(wanted.get(), "chosen with --model");
        }
        if (config.model().isPresent()) {
            return named(config.model().get(), "chosen in " + Config.FILE);
        }
        if (has(OPENAI_KEY)) {
            return openAi();
        }
        return local(STARTER, "because no other model is set up");
    }

    private ModelSpec named(String name, String why) {
        ModelSpec configured = config.models().get(name);
        if (configured != null) {
            return configured;
        }
        int hash = name.indexOf('#');
        if (name.startsWith("http://") || name.startsWith("https://")) {
            if (hash < 0 || hash == name.length() - 1) {
                throw new UserException(
                        UserException.Kind.USAGE,
                        "expected URL#NAME, such as http://127.0.0.1:8080/v1#llama, but '" + name + "' names no model");
            }
            return remote(name, endpoint(name.substring(0, hash)), name.substring(hash + 1), key(), why);
        }
        if (known(name)) {
            return local(name, why);
        }
        throw new UserException(
                UserException.Kind.USAGE,
                "no model is called '" + name + "'; './tomo models list' shows what there is, and URL#NAME reaches any"
                        + " OpenAI-compatible endpoint");
    }

    /// Whether a model of that name can run on this machine.
    private boolean known(String name) {
        try {
            return ModelCatalog.find(name).isPresent()
                    || surroundings.models().find(name).isPresent();
        } catch (PreparationException e) {
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }

    /// Another provider's key is never sent to an address from the command line.
    private Optional<ModelSpec.Key> key() {
        return has(KEY_VARIABLE) ? Optional.of(new ModelSpec.Key.Environment(KEY_VARIABLE)) : Optional.empty();
    }

    private ModelSpec openAi() {
        String model = surroundings.environment().getOrDefault("OPENAI_MODEL", OPENAI_MODEL);
        URI url = endpoint(surroundings.environment().getOrDefault("OPENAI_BASE_URL", OPENAI_URL));
        return remote(
                model,
                url,
                model,
                Optional.of(new ModelSpec.Key.Environment(OPENAI_KEY)),
                "because " + OPENAI_KEY + " is set");
    }

    private static ModelSpec remote(String name, URI url, String model, Optional<ModelSpec.Key> key, String why) {
        return new ModelSpec(
                name, Optional.of(url), model, key, Config.DEFAULT_CONTEXT, Optional.empty(), false, false, why);
    }

    private static ModelSpec local(String name, String why) {
        return new ModelSpec(name, Optional.empty(), name, Optional.empty(), 8192, Optional.empty(), false, true, why);
    }

    private boolean has(String variable) {
        return !surroundings.environment().getOrDefault(variable, "").isBlank();
    }

    /// @throws UserException when the text is no base of an HTTP interface
    static URI endpoint(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!http || uri.getHost() == null) {
                throw new UserException("expected a URL such as https://host/v1 but was '" + text + "'");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new UserException("expected a URL such as https://host/v1 but was '" + text + "'");
        }
    }
}
