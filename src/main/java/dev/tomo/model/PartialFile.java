package dev.tomo.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// A file that is not all there yet, as a directory: a file per block that is whole and checked (`block-03`), one
/// that grows for each that is on its way (`block-04.part`), and at last the joined file.
///
/// There is no journal. What the directory holds is the state, so a kill at any moment loses nothing that was
/// written.
final class PartialFile {
    private static final int BUFFER = 1 << 18;

    private final Path directory;
    private final List<Block> blocks;

    PartialFile(Path directory, List<Block> blocks) {
        this.directory = directory;
        this.blocks = List.copyOf(blocks);
    }

    Path directory() {
        return directory;
    }

    boolean isFresh() throws IOException {
        if (!Files.isDirectory(directory)) {
            return true;
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.findAny().isEmpty();
        }
    }

    List<Block> missing() {
        return blocks.stream()
                .filter(block -> !Files.exists(whole(block)) && !isJoined(block))
                .toList();
    }

    /// Bytes on disk, those being fetched included. May be asked while others write.
    long bytes() {
        return blocks.stream().mapToLong(this::bytes).sum();
    }

    long bytes(Block block) {
        if (Files.exists(whole(block)) || isJoined(block)) {
            return block.knownLength() ? block.length() : DiskTree.size(whole(block));
        }
        long seen = Math.max(DiskTree.size(growing(block)), DiskTree.largest(workplace(block)));
        return block.knownLength() ? Math.min(block.length(), seen) : seen;
    }

    /// The file to fetch a block into.
    Path growing(Block block) {
        return named(block, ".part");
    }

    /// A directory that belongs to whoever fetches this block, and that counts as progress.
    static Path workplace(Path growing) {
        return growing.resolveSibling(growing.getFileName() + ".work");
    }

    /// Takes a block whose file is complete.
    ///
    /// @throws SourceException when its bytes are not the block's; they are gone then
    void accept(Block block) throws SourceException, IOException {
        Path file = growing(block);
        boolean right = (!block.knownLength() || Files.size(file) == block.length())
                && (block.sha256().isEmpty() || block.sha256().get().equals(Sha256.of(file)));
        if (!right) {
            Files.delete(file);
            throw new SourceException(
                    SourceException.Kind.WRONG,
                    "has other bytes in part " + block.number() + " than the checksum says; they were thrown away");
        }
        Files.move(file, whole(block), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Joins the blocks into one file; each is deleted as soon as it is in, so the disk needs one block more at
    /// most.
    ///
    /// @return the sum over the whole file
    String join() throws IOException {
        MessageDigest digest = Sha256.digest();
        long end = 0;
        try (FileChannel to = FileChannel.open(
                joined(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (Block block : blocks) {
                if (Files.exists(whole(block))) {
                    end = append(block, to, digest);
                    Files.delete(whole(block));
                } else {
                    digest(block, to, digest);
                    end = block.end();
                }
            }
            to.truncate(end);
            // The record that is written next says "whole" for good: no later start looks at the bytes again.
            to.force(false);
        }
        return Sha256.hex(digest);
    }

    Path joined() {
        return directory.resolve("joined");
    }

    void discard() throws IOException {
        DiskTree.delete(directory);
    }

    /// @return where the block ended in the file
    private long append(Block block, FileChannel to, MessageDigest digest) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(BUFFER);
        long position = block.offset();
        try (FileChannel from = FileChannel.open(whole(block), StandardOpenOption.READ)) {
            while (from.read(piece) >= 0) {
                digest.update(piece.flip());
                piece.rewind();
                while (piece.hasRemaining()) {
                    position += to.write(piece, position);
                }
                piece.clear();
            }
        }
        return position;
    }

    /// Reads what an interrupted run has joined already.
    private static void digest(Block block, FileChannel from, MessageDigest digest) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(BUFFER);
        for (long position = block.offset(); position < block.end(); ) {
            piece.clear().limit((int) Math.min(BUFFER, block.end() - position));
            int read = from.read(piece, position);
            if (read < 0) {
                throw new IOException("a joined file ended at byte " + position);
            }
            digest.update(piece.flip());
            position += read;
        }
    }

    private boolean isJoined(Block block) {
        return block.knownLength() && DiskTree.size(joined()) >= block.end();
    }

    private Path whole(Block block) {
        return named(block, "");
    }

    private Path workplace(Block block) {
        return workplace(growing(block));
    }

    private Path named(Block block, String suffix) {
        return directory.resolve(String.format(Locale.ROOT, "block-%02d%s", block.number(), suffix));
    }

    /// Removes what workers that were killed left behind, and makes the directory.
    void tidy() throws IOException {
        Files.createDirectories(directory);
        for (Block block : blocks) {
            DiskTree.delete(workplace(block));
        }
    }

    /// @throws UncheckedIOException when the disk cannot be read
    long missingBytes() {
        return missing().stream()
                .filter(Block::knownLength)
                .mapToLong(block -> block.length() - DiskTree.size(growing(block)))
                .sum();
    }
}
