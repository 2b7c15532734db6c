package dev.tomo.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The licence of a catalog model, which has to stand beside its file.
final class Licence {
    private Licence() {}

    static String of(CatalogEntry entry) {
        return entry.title() + " by " + entry.maker() + ", unchanged, under the Apache License 2.0:\n" + apache();
    }

    private static String apache() {
        try (InputStream in = Licence.class.getResourceAsStream("apache-2.0.txt")) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource apache-2.0.txt");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
