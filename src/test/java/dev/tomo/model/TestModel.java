package dev.tomo.model;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A small model of random bytes in four pieces, and the store that fetches it.
final class TestModel {
    static final int BLOCK = 64 * 1024;
    static final int BYTES = 3 * BLOCK + 1234;
    static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-03-01T10:00:00Z"));

    private TestModel() {}

    static byte[] content() {
        byte[] content = new byte[BYTES];
        new Random(1).nextBytes(content);
        byte[] magic = "GGUF".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(magic, 0, content, 0, magic.length);
        return content;
    }

    /// The content with one bit turned over.
    static byte[] content(int wrongByte) {
        byte[] content = content();
        content[wrongByte] ^= 1;
        return content;
    }

    static byte[] piece(byte[] content, int number) {
        return Arrays.copyOfRange(content, (number - 1) * BLOCK, Math.min(content.length, number * BLOCK));
    }

    static CatalogEntry entry(Source... sources) {
        byte[] content = content();
        List<String> sums = java.util.stream.IntStream.rangeClosed(1, 4)
                .mapToObj(number -> sum(piece(content, number)))
                .toList();
        return new CatalogEntry(
                "paper",
                "Paper 1",
                BYTES,
                sum(content),
                BLOCK,
                sums,
                List.of(sources),
                "Nobody",
                1,
                1,
                "made of noise");
    }

    /// The same without sums of its pieces, in one piece.
    static CatalogEntry entryInOnePiece(Source... sources) {
        String sum = sum(content());
        return new CatalogEntry(
                "paper", "Paper 1", BYTES, sum, BYTES, List.of(sum), List.of(sources), "Nobody", 1, 1, "made of noise");
    }

    static String sum(byte[] bytes) {
        MessageDigest digest = Sha256.digest();
        digest.update(bytes);
        return Sha256.hex(digest);
    }

    static ModelStore store(Path cache) {
        return store(cache, System.getenv());
    }

    static ModelStore store(Path cache, Map<String, String> environment) {
        return store(cache, environment, Long.MAX_VALUE);
    }

    static ModelStore store(Path cache, Map<String, String> environment, long usableSpace) {
        CacheDirectory directory = new CacheDirectory(cache);
        Fetcher fetcher = new Fetcher(directory, environment, Duration.ofMillis(1), path -> usableSpace);
        return new ModelStore(directory, NOW, () -> fetcher);
    }
}
