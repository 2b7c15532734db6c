package dev.tomo.cli;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.tomo.model.ModelSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `tomo.toml` says. The file is optional; so is everything in it.
///
/// @param model the name of the model that answers when nothing else is asked for
/// @param models by name, those that the file describes
/// @param personality a few words on how the model should sound
/// @param instructions what the person wants every model to know
record Config(
        Optional<String> model,
        Map<String, ModelSpec> models,
        Optional<String> personality,
        Optional<String> instructions) {
    static final String FILE = "tomo.toml";
    static final Config EMPTY = new Config(Optional.empty(), Map.of(), Optional.empty(), Optional.empty());

    /// What is assumed of a model about which the file does not say it.
    static final int DEFAULT_CONTEXT = 128_000;

    private static final Set<String> KEYS = Set.of("model", "models", "personality", "instructions");
    private static final Set<String> MODEL_KEYS =
            Set.of("url", "name", "key", "context", "knowledge_cutoff", "images", "small");

    Config {
        models = Map.copyOf(models);
    }

    /// @throws UserException naming file, line and column
    static Config read(Path home) {
        Path file = home.resolve(FILE);
        if (!Files.exists(file)) {
            return EMPTY;
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new UserException(file + " cannot be read: " + e);
        }
        return new Reader(file, text).read();
    }

    /// Reads one file and knows where in it everything stands.
    private record Reader(Path file, String text) {
        Config read() {
            JsonNode root = parse();
            allow(root, KEYS, "");
            Map<String, ModelSpec> models = new LinkedHashMap<>();
            root.path("models")
                    .properties()
                    .forEach(entry -> models.put(entry.getKey(), model(entry.getKey(), entry.getValue())));
            return new Config(
                    text(root, "model", ""), models, text(root, "personality", ""), text(root, "instructions", ""));
        }

        private JsonNode parse() {
            try {
                return new TomlMapper().readTree(text);
            } catch (JsonProcessingException e) {
                JsonLocation at = e.getLocation();
                String place = at == null ? "1:1" : at.getLineNr() + ":" + at.getColumnNr();
                throw new UserException(file + ":" + place + ": expected TOML: " + e.getOriginalMessage());
            }
        }

        private ModelSpec model(String name, JsonNode node) {
            String path = "models." + name + ".";
            if (!node.isObject()) {
                throw wrong(name, "expected a table [models." + name + "]");
            }
            allow(node, MODEL_KEYS, path);
            URI url = text(node, "url", path)
                    .map(value -> url(value, name))
                    .orElseThrow(() -> wrong(name, "[models." + name + "] needs url = \"https://host/v1\""));
            return new ModelSpec(
                    name,
                    Optional.of(url),
                    text(node, "name", path).orElse(name),
                    key(node.path("key"), name),
                    integer(node, "context", path).orElse(DEFAULT_CONTEXT),
                    text(node, "knowledge_cutoff", path),
                    bool(node, "images", path),
                    bool(node, "small", path),
                    "chosen in " + FILE);
        }

        private URI url(String value, String name) {
            try {
                return ModelChoice.endpoint(value);
            } catch (UserException e) {
                throw wrong(name, String.valueOf(e.getMessage()));
            }
        }

        private Optional<ModelSpec.Key> key(JsonNode node, String name) {
            if (node.isMissingNode()) {
                return Optional.empty();
            }
            if (node.path("env").isTextual()) {
                return Optional.of(
                        new ModelSpec.Key.Environment(node.path("env").textValue()));
            }
            List<String> command = new ArrayList<>();
            node.path("command").forEach(argument -> command.add(argument.asText()));
            if (command.isEmpty()) {
                throw wrong(
                        "key",
                        "the key of [models." + name + "] is {env = \"VARIABLE\"} or {command = [\"program\", …]},"
                                + " never the secret itself");
            }
            return Optional.of(new ModelSpec.Key.Command(command));
        }

        private Optional<String> text(JsonNode node, String key, String path) {
            JsonNode value = node.path(key);
            if (value.isMissingNode()) {
                return Optional.empty();
            }
            if (!value.isTextual() || value.textValue().isBlank()) {
                throw wrong(key, "expected " + path + key + " to be a text but was " + value);
            }
            return Optional.of(value.textValue());
        }

        private Optional<Integer> integer(JsonNode node, String key, String path) {
            JsonNode value = node.path(key);
            if (value.isMissingNode()) {
                return Optional.empty();
            }
            if (!value.isInt() || value.intValue() < 1) {
                throw wrong(key, "expected " + path + key + " to be a positive number but was " + value);
            }
            return Optional.of(value.intValue());
        }

        private boolean bool(JsonNode node, String key, String path) {
            JsonNode value = node.path(key);
            if (!value.isMissingNode() && !value.isBoolean()) {
                throw wrong(key, "expected " + path + key + " to be true or false but was " + value);
            }
            return value.asBoolean(false);
        }

        private void allow(JsonNode node, Set<String> keys, String path) {
            node.fieldNames().forEachRemaining(key -> {
                if (!keys.contains(key)) {
                    throw wrong(
                            key,
                            "unknown key '" + path + key + "'; known: "
                                    + String.join(", ", keys.stream().sorted().toList()));
                }
            });
        }

        /// The tree does not keep places; the first line that begins with the key, or names it in a heading, is it.
        private UserException wrong(String key, String message) {
            Pattern line = Pattern.compile(
                    "(?m)^[ \\t]*(?:\\[[^\\]\\n]*?)?[\"']?(" + Pattern.quote(key) + ")[\"']?[ \\t]*[=.\\]]");
            Matcher matcher = line.matcher(text);
            int at = matcher.find() ? matcher.start(1) : 0;
            long row = text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
            int column = at - (text.lastIndexOf('\n', at - 1) + 1) + 1;
            return new UserException(file + ":" + row + ":" + column + ": " + message);
        }
    }
}
