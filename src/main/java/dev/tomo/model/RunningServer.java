package dev.tomo.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.Optional;

/// A model server that runs, or did when this was written.
///
/// @param address its base, without a path
/// @param control the port where it is claimed
/// @param key what every request carries
/// @param version of the program that runs the model
/// @param threads how many it computes with
/// @param pid its process
/// @param model what it runs, as text that differs for everything that could matter
record RunningServer(URI address, int control, String key, String version, int threads, long pid, String model) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The base of its OpenAI-compatible interface.
    URI base() {
        return URI.create(address + "/v1");
    }

    String json() {
        return JSON.createObjectNode()
                .put("address", address.toString())
                .put("control", control)
                .put("key", key)
                .put("version", version)
                .put("threads", threads)
                .put("pid", pid)
                .put("model", model)
                .toString();
    }

    /// @return empty: this is nothing that [#json] wrote
    static Optional<RunningServer> read(String text) {
        try {
            var json = JSON.readTree(text);
            return json.hasNonNull("address") && json.hasNonNull("key")
                    ? Optional.of(of(
                            json,
                            json.path("key").asText(),
                            json.path("pid").asLong(),
                            json.path("model").asText()))
                    : Optional.empty();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static RunningServer of(JsonNode json, String key, long pid, String model) {
        return new RunningServer(
                URI.create(json.path("address").asText()),
                json.path("control").asInt(),
                key,
                json.path("version").asText(),
                json.path("threads").asInt(),
                pid,
                model);
    }

    /// Without the key.
    @Override
    public String toString() {
        return "%s (process %d)".formatted(address, pid);
    }
}
