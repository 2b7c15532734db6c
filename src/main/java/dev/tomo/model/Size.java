package dev.tomo.model;

import java.util.Locale;

/// Bytes as people read them, in powers of ten: `98 MB`, `1.1 GB`.
final class Size {
    private static final long KILO = 1_000;
    private static final long MEGA = 1_000_000;
    private static final long GIGA = 1_000_000_000;

    private Size() {}

    static String of(long bytes) {
        if (bytes >= GIGA) {
            return String.format(Locale.ROOT, "%.1f GB", (double) bytes / GIGA);
        }
        if (bytes >= MEGA) {
            return bytes / MEGA + " MB";
        }
        return bytes >= KILO ? bytes / KILO + " kB" : bytes + " bytes";
    }
}
