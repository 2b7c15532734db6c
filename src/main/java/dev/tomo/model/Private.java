package dev.tomo.model;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Files that only their owner may read, where the file system knows such a thing.
final class Private {
    private Private() {}

    /// Makes a directory (0700) and those above it that are missing.
    static void directory(Path directory) throws IOException {
        Files.createDirectories(directory, attributes(directory, "rwx------"));
    }

    /// Makes an empty file (0600).
    ///
    /// @throws FileAlreadyExistsException when there is one
    static void file(Path file) throws IOException {
        Files.createFile(file, attributes(file, "rw-------"));
    }

    private static FileAttribute<?>[] attributes(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
