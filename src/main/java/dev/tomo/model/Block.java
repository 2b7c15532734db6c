package dev.tomo.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A piece of a file: what is fetched, checked and, after an interruption, kept on its own.
///
/// @param number from 1 on
/// @param length bytes, or [#UNKNOWN_LENGTH]
/// @param sha256 absent where nobody said what the piece should be
record Block(int number, long offset, long length, Optional<String> sha256) {
    static final long UNKNOWN_LENGTH = -1;

    boolean knownLength() {
        return length != UNKNOWN_LENGTH;
    }

    long end() {
        return offset + length;
    }

    /// Cuts a file into blocks of one size; the last is what remains.
    ///
    /// @param sums one per block, or none at all
    static List<Block> cut(long bytes, long size, List<String> sums) {
        List<Block> blocks = new ArrayList<>();
        for (long offset = 0; offset < bytes; offset += size) {
            int index = blocks.size();
            Optional<String> sum = sums.isEmpty() ? Optional.empty() : Optional.of(sums.get(index));
            blocks.add(new Block(index + 1, offset, Math.min(size, bytes - offset), sum));
        }
        return List.copyOf(blocks);
    }

    static List<Block> whole(long lengthOrUnknown) {
        return List.of(new Block(1, 0, lengthOrUnknown, Optional.empty()));
    }
}
