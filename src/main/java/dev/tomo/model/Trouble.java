package dev.tomo.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/// Says in one line for the person what went wrong with a model server, where, and what to do next. The key never
/// appears in it, not even when the server repeats it.
///
/// @param server its address as a person may see it
/// @param model the name the server was asked for
/// @param source where the key comes from
/// @param key the key itself, to keep it out of the line
/// @param silence how long was waited for a next byte
record Trouble(String server, String model, Optional<ModelSpec.Key> source, Optional<String> key, Duration silence) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MESSAGE_LIMIT = 300;

    /// An address without what it may hold of secrets: user, password, query.
    static String shown(URI base) {
        var port = base.getPort() < 0 ? "" : ":" + base.getPort();
        return base.getScheme() + "://" + base.getHost() + port + base.getRawPath();
    }

    String line(Throwable cause) {
        var line = rejection(cause)
                .map(this::rejected)
                .or(() -> failure(cause).map(this::unreached))
                .orElseGet(() -> "%s sent something that is no chat stream; is this the base of an OpenAI-compatible"
                                .formatted(server)
                        + " interface, such as https://host/v1?");
        return withoutKey(line);
    }

    String brokenOff() {
        return "the connection to %s ended in the middle of the reply; what had arrived is kept".formatted(server);
    }

    String noStream() {
        return "%s answered, but not with a chat stream; is this the base of an OpenAI-compatible interface, such as"
                        .formatted(server)
                + " https://host/v1?";
    }

    static Optional<Rejection> rejection(Throwable cause) {
        return causes(cause)
                .filter(Rejection.class::isInstance)
                .map(Rejection.class::cast)
                .findFirst();
    }

    /// The failure of the connection itself, where that was it. Jackson's exceptions are of that class too.
    static Optional<IOException> failure(Throwable cause) {
        return causes(cause)
                .filter(it -> it instanceof IOException && !(it instanceof JsonProcessingException))
                .map(IOException.class::cast)
                .findFirst();
    }

    private static Stream<Throwable> causes(Throwable cause) {
        return Stream.iterate(cause, it -> it != null, Throwable::getCause).limit(20);
    }

    private String rejected(Rejection rejection) {
        int status = rejection.statusCode();
        var said = message(rejection.body()).map(it -> ": " + it).orElse("");
        return switch (status) {
            case 0 -> "%s broke off the reply%s".formatted(server, said);
            case 401 -> keyRefused(said);
            case 403 -> "%s does not allow this (403)%s; %s".formatted(server, said, checkKey());
            case 404 -> "%s has no model '%s', or no chat at this address (404)%s".formatted(server, model, said);
            case 413 ->
                "the conversation is too large for %s (413)%s; start a new one with /new".formatted(server, said);
            case 429 ->
                "%s limits how often it may be asked (429)%s; ask again %s".formatted(server, said, later(rejection));
            default -> byClass(status, said);
        };
    }

    private static String later(Rejection rejection) {
        return rejection
                .retryAfter()
                .map(it -> "after " + oneLine(it) + (it.matches("\\d+") ? " s" : ""))
                .orElse("later");
    }

    private String byClass(int status, String said) {
        if (status >= 500) {
            return "%s failed (%d)%s; ask again, or choose another model with --model".formatted(server, status, said);
        }
        if (status < 400) {
            return "%s sends its callers elsewhere (%d); use that address instead".formatted(server, status);
        }
        return "%s refused the request (%d)%s".formatted(server, status, said);
    }

    private String keyRefused(String said) {
        return source.isEmpty()
                ? "%s wants a key (401)%s; name the variable that holds it, such as OPENAI_API_KEY"
                        .formatted(server, said)
                : "%s does not accept the key (401)%s; %s".formatted(server, said, checkKey());
    }

    private String checkKey() {
        return source.map(it -> switch (it) {
                    case ModelSpec.Key.Environment(var variable) -> "check the key in " + variable;
                    case ModelSpec.Key.Command(var command) -> "check the key that '" + command.getFirst() + "' prints";
                })
                .orElse("it may want a key");
    }

    private String unreached(IOException failure) {
        return switch (failure) {
            case UnknownHostException e ->
                "cannot find the host of %s; check the address and the network".formatted(server);
            case ConnectException e -> "cannot connect to %s; is the server running there?".formatted(server);
            case NoRouteToHostException e -> "no way to %s; check the network".formatted(server);
            case SocketTimeoutException e
            when connecting(e) ->
                "%s did not take the connection in time; check the address and the network".formatted(server);
            case SocketTimeoutException e ->
                "%s sent nothing for %d s; ask again, or choose another model with --model"
                        .formatted(server, silence.toSeconds());
            case EOFException e -> "%s closed the connection; ask again".formatted(server);
            case SSLException e -> "no secure connection to %s: %s".formatted(server, oneLine(reason(e)));
            default -> "the connection to %s was lost (%s); ask again".formatted(server, oneLine(reason(failure)));
        };
    }

    static boolean connecting(SocketTimeoutException e) {
        return reason(e).toLowerCase(java.util.Locale.ROOT).contains("connect");
    }

    static String reason(Exception e) {
        return Optional.ofNullable(e.getMessage()).orElse(e.getClass().getSimpleName());
    }

    /// What the server itself says in an error's body, in the ways servers do.
    static Optional<String> message(String body) {
        try {
            var json = JSON.readTree(body);
            return Stream.of(json.at("/error/message"), json.at("/error"), json.at("/message"), json.at("/detail"))
                    .filter(JsonNode::isTextual)
                    .map(node -> oneLine(node.textValue()))
                    .filter(text -> !text.isEmpty())
                    .findFirst();
        } catch (JsonProcessingException e) {
            // A page made for browsers says nothing that fits on a line.
            return Optional.of(oneLine(body)).filter(text -> !text.isEmpty() && !text.startsWith("<"));
        }
    }

    static String oneLine(String text) {
        var line = text.strip().replaceAll("[\\s\\p{Cntrl}]+", " ");
        return line.length() <= MESSAGE_LIMIT ? line : line.substring(0, MESSAGE_LIMIT) + "…";
    }

    private String withoutKey(String line) {
        return key.filter(it -> !it.isEmpty()).map(it -> line.replace(it, "…")).orElse(line);
    }
}
