package dev.tomo.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// A folder nobody but its owner can look into, whatever the umask is.
final class PrivateFolder {
    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PrivateFolder() {}

    /// Makes the folder and the file where they are missing, and takes the group's and everyone's rights from the
    /// folder and from what is in it. SQLite gives the files it adds the rights of the database itself.
    static void prepare(Path folder, Path file) throws IOException {
        boolean posix = Files.getFileStore(existing(folder)).supportsFileAttributeView(PosixFileAttributeView.class);
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, rights(posix, "rwx------"));
        }
        try {
            Files.createFile(file, rights(posix, "rw-------"));
        } catch (FileAlreadyExistsException expected) {
            // The usual case; only whoever comes first makes the file.
        }
        if (posix) {
            close(folder);
            try (var entries = Files.newDirectoryStream(folder)) {
                entries.forEach(PrivateFolder::close);
            }
        }
    }

    private static Path existing(Path path) {
        Path parent = path.getParent();
        return Files.exists(path) || parent == null ? path : existing(parent);
    }

    private static FileAttribute<?>[] rights(boolean posix, String rights) {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }

    private static void close(Path path) {
        if (Files.isSymbolicLink(path)) {
            return;
        }
        try {
            Set<PosixFilePermission> now = Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS);
            Set<PosixFilePermission> owners = EnumSet.copyOf(OWNER);
            owners.retainAll(now);
            if (!owners.equals(now)) {
                Files.setPosixFilePermissions(path, owners);
            }
        } catch (FileSystemException | SecurityException theirs) {
            // Gone meanwhile, somebody else's, or on a file system without rights: not ours to close, and still usable.
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
