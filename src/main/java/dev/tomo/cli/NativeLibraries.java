package dev.tomo.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.nativ.JLineNativeLoader;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/// The native libraries of SQLite and JLine. Both unpack theirs from their jar at every start unless they are told
/// where it lies.
final class NativeLibraries {
    private static final String SQLITE = "sqlite";
    private static final String JLINE = "jline";

    private NativeLibraries() {}

    /// Unpacks those of this system. One that a jar does not have for it is left to its library, which then says so.
    static void unpack(Path directory) throws IOException {
        String sqlite = LibraryLoaderUtil.getNativeLibName();
        copy(
                SQLiteJDBCLoader.class,
                LibraryLoaderUtil.getNativeLibResourcePath() + "/" + sqlite,
                directory.resolve(SQLITE).resolve(sqlite));
        String jline = System.mapLibraryName("jlinenative");
        copy(
                JLineNativeLoader.class,
                org.jline.nativ.OSInfo.getNativeLibFolderPathForCurrentOS() + "/" + jline,
                directory.resolve(JLINE).resolve(jline));
    }

    private static void copy(Class<?> library, String resource, Path file) throws IOException {
        try (InputStream in = library.getResourceAsStream(resource)) {
            if (in != null) {
                Files.createDirectories(file.getParent());
                Files.copy(in, file);
            }
        }
    }

    /// Tells the two where their unpacked libraries lie.
    static List<String> options(Path directory) {
        List<String> options = new ArrayList<>();
        Path sqlite = directory.resolve(SQLITE).resolve(LibraryLoaderUtil.getNativeLibName());
        if (Files.exists(sqlite)) {
            options.add("-Dorg.sqlite.lib.path=" + sqlite.getParent());
            options.add("-Dorg.sqlite.lib.name=" + sqlite.getFileName());
        }
        Path jline = directory.resolve(JLINE).resolve(System.mapLibraryName("jlinenative"));
        if (Files.exists(jline)) {
            options.add("-Dlibrary.jline.path=" + jline.getParent());
            options.add("-Dlibrary.jline.name=" + jline.getFileName());
        }
        return options;
    }
}
