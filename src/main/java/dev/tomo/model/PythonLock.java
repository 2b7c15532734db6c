package dev.tomo.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Python environment consists of: a requirements file of pip, every version pinned and every file hashed,
/// with one line of its own that says from which Python on it holds (`# python >= 3.10`).
///
/// @param name says what the environment is for; part of its directory's name
/// @param text the requirements file
public record PythonLock(String name, String text) {
    private static final Pattern MINIMUM = Pattern.compile("(?m)^# python >= 3\\.(\\d+)$");
    private static final Pattern PACKAGE = Pattern.compile("(?m)^([A-Za-z0-9._-]+)==(\\S+)");

    public PythonLock {
        if (!name.matches("[a-z0-9_]+")) {
            throw new IllegalArgumentException("name '" + name + "' is not of a-z, 0-9 and _");
        }
        if (!MINIMUM.matcher(text).find()) {
            throw new IllegalArgumentException("lock '" + name + "' lacks a line '# python >= 3.N'");
        }
    }

    /// What the model server needs.
    public static PythonLock server() {
        return resource("server");
    }

    private static PythonLock resource(String name) {
        try (InputStream in = PythonLock.class.getResourceAsStream(name + ".lock")) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its resource " + name + ".lock");
            }
            return new PythonLock(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The minor version of the oldest Python 3 that will do.
    int minimumMinor() {
        Matcher matcher = MINIMUM.matcher(text);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /// The packages as `name version`, in the file's order.
    List<String> packages() {
        return PACKAGE.matcher(text)
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .toList();
    }

    /// Changes with every change of what would be installed.
    String key() {
        return Sha256.key(Sha256.of(text));
    }
}
