package dev.tomo.model;

import java.util.List;

/// A model that Tomo knows: which bytes it is, where they are, and what it is good for.
///
/// @param name what the person calls it
/// @param title its maker's name for it
/// @param bytes the file's length
/// @param sha256 the sum that decides whether a file is this model, 64 small hexadecimal digits
/// @param blockBytes the size of the pieces it is fetched and kept in; the last is what remains
/// @param blockSums one sum per piece, so that a wrong byte costs one piece
/// @param sources in the order they are tried
/// @param maker who is to be named with the licence, Apache 2.0 for every entry
/// @param memory bytes resident while it serves with a context of 8,192 tokens
/// @param tokensPerSecond of a reply on two slow cores
/// @param note what to expect, one clause
public record CatalogEntry(
        String name,
        String title,
        long bytes,
        String sha256,
        long blockBytes,
        List<String> blockSums,
        List<Source> sources,
        String maker,
        long memory,
        int tokensPerSecond,
        String note) {
    public CatalogEntry {
        blockSums = List.copyOf(blockSums);
        sources = List.copyOf(sources);
        long pieces = blockBytes <= 0 ? 0 : Math.ceilDiv(bytes, blockBytes);
        if (blockSums.size() != pieces) {
            throw new IllegalArgumentException("blockSums has " + blockSums.size() + " sums for " + pieces + " pieces");
        }
        if (sha256.length() != Sha256.LENGTH) {
            throw new IllegalArgumentException("sha256 is '" + sha256 + "'");
        }
    }

    List<Block> blocks() {
        return Block.cut(bytes, blockBytes, blockSums);
    }
}
