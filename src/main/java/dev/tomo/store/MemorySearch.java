package dev.tomo.store;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// Finds the memory that somebody's words mean.
final class MemorySearch {
    // Less of what was said than this is a likeness, not the memory that was meant.
    private static final double MEANT = 0.7;
    // A second memory that holds so much of what the first one does may as well be meant.
    private static final double ALIKE = 0.7;
    private static final double LIKE = 0.25;
    private static final int CANDIDATES = 5;

    private static final Set<String> ALL = Set.of("everything", "all", "一切", "所有", "全部", "全部忘记", "所有记忆", "全部记忆");
    private static final Set<String> BESIDE_ALL =
            Set.of("memories", "facts", "know", "known", "anything", "stored", "there");

    private MemorySearch() {}

    /// What words mean.
    sealed interface Meaning {}

    record One(Memory memory) implements Meaning {}

    /// @param candidates the likeliest first, at least one
    record Several(List<Memory> candidates) implements Meaning {}

    record None() implements Meaning {}

    record Everything() implements Meaning {}

    private record Scored(Memory memory, double score) {}

    static Meaning find(String words, List<Memory> memories) {
        String key = MemoryText.key(words);
        for (Memory memory : memories) {
            if (MemoryText.key(memory.text()).equals(key)) {
                return new One(memory);
            }
        }
        return meansAll(key) ? new Everything() : byWords(words, memories);
    }

    private static Meaning byWords(String words, List<Memory> memories) {
        List<Double> scores = new WordMatch(memories.stream().map(Memory::text).toList()).scores(words);
        List<Scored> best = IntStream.range(0, memories.size())
                .mapToObj(i -> new Scored(memories.get(i), scores.get(i)))
                .filter(scored -> scored.score() >= LIKE)
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .toList();
        if (best.isEmpty()) {
            return new None();
        }
        double first = best.getFirst().score();
        boolean alone = best.size() == 1 || best.get(1).score() < ALIKE * first;
        return alone && first >= MEANT
                ? new One(best.getFirst().memory())
                : new Several(
                        best.stream().limit(CANDIDATES).map(Scored::memory).toList());
    }

    private static boolean meansAll(String key) {
        if (ALL.contains(key)) {
            return true;
        }
        Set<String> words = WordMatch.plainWords(key);
        return words.stream().anyMatch(ALL::contains)
                && words.stream()
                        .allMatch(word -> ALL.contains(word) || BESIDE_ALL.contains(word) || WordMatch.isFiller(word));
    }
}
