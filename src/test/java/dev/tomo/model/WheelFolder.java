package dev.tomo.model;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A folder of wheels that stands for a package index.
final class WheelFolder {
    private final Path folder;

    WheelFolder(Path folder) {
        this.folder = folder;
    }

    /// Adds a package with one file in it.
    ///
    /// @return the wheel
    Path add(String name, String version, String member, byte[] content) {
        String stem = name.replace('-', '_') + "-" + version;
        Path wheel = folder.resolve(stem + "-py3-none-any.whl");
        String information = stem + ".dist-info/";
        try (OutputStream out = Files.newOutputStream(wheel);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            entry(zip, member, content);
            entry(
                    zip,
                    information + "METADATA",
                    "Metadata-Version: 2.1\nName: " + name + "\nVersion: " + version + "\n");
            entry(zip, information + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
            entry(zip, information + "RECORD", "");
            return wheel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        entry(zip, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void entry(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    /// The variables that make pip look only here.
    Map<String, String> environment() {
        Map<String, String> environment = withoutPip();
        environment.put("PIP_NO_INDEX", "1");
        environment.put("PIP_FIND_LINKS", folder.toString());
        return environment;
    }

    /// The variables that make pip ask only this index, and not for long.
    static Map<String, String> index(String address) {
        Map<String, String> environment = withoutPip();
        environment.put("PIP_INDEX_URL", address);
        environment.put("PIP_DEFAULT_TIMEOUT", "5");
        return environment;
    }

    private static Map<String, String> withoutPip() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().removeIf(name -> name.startsWith("PIP_"));
        environment.put("PIP_CONFIG_FILE", "/dev/null");
        return environment;
    }
}
