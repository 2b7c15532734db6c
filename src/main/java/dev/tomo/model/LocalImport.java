package dev.tomo.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;

/// Takes a file of this machine into the cache.
final class LocalImport {
    private static final int PIECE = 16 << 20;

    private LocalImport() {}

    static Fetcher.Fetched of(Gguf.Local local, Path workplace, Progress progress)
            throws PreparationException, IOException {
        String sum = sum(local, progress);
        DiskTree.delete(workplace);
        Path file = Files.createDirectories(workplace).resolve("joined");
        try {
            Files.createLink(file, local.file());
        } catch (IOException | UnsupportedOperationException e) {
            // Another disk, or one without links.
            Files.copy(local.file(), file);
        }
        return new Fetcher.Fetched(file, sum, local.file().toString(), workplace);
    }

    private static String sum(Gguf.Local local, Progress progress) throws PreparationException, IOException {
        MessageDigest digest = Sha256.digest();
        byte[] piece = new byte[PIECE];
        long total = Files.size(local.file());
        try (InputStream in = Files.newInputStream(local.file())) {
            int read = in.readNBytes(piece, 0, PIECE);
            if (!Gguf.isMagic(Arrays.copyOf(piece, Math.min(read, Gguf.MAGIC.length)))) {
                throw new PreparationException(local.file() + " is not a GGUF file");
            }
            for (long done = read; read > 0; read = in.readNBytes(piece, 0, PIECE), done += read) {
                digest.update(piece, 0, read);
                progress.advanced("reading " + local.name(), done, total);
            }
        }
        return Sha256.hex(digest);
    }
}
