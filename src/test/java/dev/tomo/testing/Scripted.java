package dev.tomo.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// One answer of a [ScriptedModelServer].
///
/// @param status with anything but 200 the pieces, joined, are the body of an error
/// @param headers in addition to those that every answer has
/// @param pieces what is streamed, one event each
/// @param reasoning streamed before the pieces in the field that servers use for reasoning; often empty
/// @param first how long after the request the first piece is sent
/// @param between how long after a piece the next one is sent
/// @param dropAfter closes the connection after so many pieces, without an ending
/// @param finish the reason given at the end: `stop`, `length`
public record Scripted(
        int status,
        Map<String, String> headers,
        List<String> pieces,
        List<String> reasoning,
        Duration first,
        Duration between,
        OptionalInt dropAfter,
        Optional<String> finish) {

    public Scripted {
        headers = Map.copyOf(headers);
        pieces = List.copyOf(pieces);
        reasoning = List.copyOf(reasoning);
    }

    /// A reply that arrives in these pieces as fast as they can be sent.
    public static Scripted pieces(String... pieces) {
        return new Scripted(
                200,
                Map.of(),
                List.of(pieces),
                List.of(),
                Duration.ZERO,
                Duration.ZERO,
                OptionalInt.empty(),
                Optional.of("stop"));
    }

    /// A reply that is cut before every blank, as a tokenizer would.
    public static Scripted text(String text) {
        return pieces(text.split("(?=\\s)"));
    }

    /// Numbered words `w0001 w0002 …`, each a piece, twelve to a line: how far a stream came can be seen from its text.
    public static Scripted words(int count) {
        List<String> words = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            words.add("w%04d%s".formatted(i, i % 12 == 0 ? "\n" : " "));
        }
        return pieces(words.toArray(String[]::new));
    }

    /// A refusal, such as 429 or 503.
    public static Scripted error(int status, String body) {
        Scripted text = pieces(body);
        return new Scripted(
                status,
                Map.of(),
                text.pieces,
                List.of(),
                Duration.ZERO,
                Duration.ZERO,
                OptionalInt.empty(),
                Optional.empty());
    }

    public Scripted withHeader(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new Scripted(status, more, pieces, reasoning, first, between, dropAfter, finish);
    }

    public Scripted withReasoning(String... reasoning) {
        return new Scripted(status, headers, pieces, List.of(reasoning), first, between, dropAfter, finish);
    }

    public Scripted firstAfter(Duration first) {
        return new Scripted(status, headers, pieces, reasoning, first, between, dropAfter, finish);
    }

    public Scripted pieceEvery(Duration between) {
        return new Scripted(status, headers, pieces, reasoning, first, between, dropAfter, finish);
    }

    public Scripted droppedAfter(int pieceCount) {
        return new Scripted(status, headers, pieces, reasoning, first, between, OptionalInt.of(pieceCount), finish);
    }

    public Scripted finishing(String reason) {
        return new Scripted(status, headers, pieces, reasoning, first, between, dropAfter, Optional.of(reason));
    }
}
