package dev.tomo.model;

import java.util.Comparator;
import java.util.List;

/// Which model to run on a machine.
///
/// @param entry of the catalog
/// @param why one line for the person
/// @param largestFile bytes of the largest GGUF file that would run well beside everything else, often larger than
///     any in the catalog
public record Suggestion(CatalogEntry entry, String why, long largestFile) {
    /// A model may take this part of what is available; the rest is for what is opened next.
    private static final double SHARE = 0.75;

    /// Of a model's memory, what its file is; the rest is the context.
    private static final double FILE_SHARE = 0.75;

    /// A file of this size writes about 15 tokens a second on two slow cores, and speed goes with size and cores.
    private static final long COMFORTABLE_BYTES_PER_CORE = 1_200_000_000;

    private static final int CORES_FOR_THE_LARGEST = 2;

    static Suggestion of(Machine machine, List<CatalogEntry> entries) {
        long room = (long) (machine.available() * SHARE);
        List<CatalogEntry> bySize = entries.stream()
                .sorted(Comparator.comparingLong(CatalogEntry::memory).reversed())
                .toList();
        CatalogEntry best = bySize.stream()
                .filter(entry -> entry.memory() <= room)
                .skip(machine.cores() < CORES_FOR_THE_LARGEST ? 1 : 0)
                .findFirst()
                .orElse(bySize.getLast());
        long largest = Math.min((long) (room * FILE_SHARE), machine.cores() * COMFORTABLE_BYTES_PER_CORE);
        return new Suggestion(best, reason(machine, best, room), largest);
    }

    private static String reason(Machine machine, CatalogEntry best, long room) {
        String has = Size.of(machine.memory()) + " of memory, " + Size.of(machine.available()) + " free, "
                + machine.cores() + (machine.cores() == 1 ? " core: " : " cores: ");
        String takes = best.name() + " takes " + Size.of(best.memory());
        return best.memory() <= room
                ? has + takes + "; " + best.note()
                : has + takes + ", which is tight; close other programs or use a server with --model URL#NAME";
    }
}
