package dev.tomo.model;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/// A model file of the person's own choice, in the format of llama.cpp
/// (https://github.com/ggml-org/ggml/blob/master/docs/gguf.md).
sealed interface Gguf {
    /// What the model is called from now on: the file's name in small letters, without its ending.
    String name();

    /// A file on a web server.
    record Remote(String name, URI address) implements Gguf {}

    /// A file on this machine.
    record Local(String name, Path file) implements Gguf {}

    /// The first bytes of every such file.
    byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);

    Pattern ONE_OF_SEVERAL = Pattern.compile(".*-\\d{5}-of-(?!00001)\\d{5}\\.gguf");

    /// @param what an address or a path
    static Gguf parse(String what) throws PreparationException {
        if (what.matches("(?i)https?://.*")) {
            URI address = address(what);
            return new Remote(name(address.getPath()), address);
        }
        try {
            Path file = Path.of(what).toAbsolutePath();
            if (Files.isRegularFile(file)) {
                return new Local(name(file.toString()), file);
            }
        } catch (InvalidPathException e) {
            throw new PreparationException("'" + what + "' is no path on this system: " + e.getReason(), e);
        }
        throw new PreparationException("there is no model or file '" + what + "'; give one of " + ModelCatalog.names()
                + ", the address of a GGUF file, or its path");
    }

    /// A link to the page of a file on the hub stands for the file.
    private static URI address(String what) throws PreparationException {
        try {
            URI address = new URI(what);
            if (HttpUrl.parse(what) == null) {
                throw new PreparationException("the address '" + what + "' is not one that can be asked; check it");
            }
            boolean page = "huggingface.co".equals(address.getHost())
                    && address.getPath().contains("/blob/");
            return page ? new URI(what.replaceFirst("/blob/", "/resolve/")) : address;
        } catch (URISyntaxException e) {
            throw new PreparationException("the address '" + what + "' is not right: " + e.getReason(), e);
        }
    }

    private static String name(String path) throws PreparationException {
        String last = path.substring(path.lastIndexOf('/') + 1);
        if (ONE_OF_SEVERAL.matcher(last).matches()) {
            throw new PreparationException(
                    last + " is one of several files of a model; join them with llama-gguf-split --merge first");
        }
        String name = last.toLowerCase(Locale.ROOT)
                .replaceFirst("\\.gguf$", "")
                .replaceAll("[^\\p{L}\\p{N}._-]+", "-")
                .replaceFirst("^[.-]+", "");
        if (name.isEmpty() || ModelCatalog.find(name).isPresent()) {
            throw new PreparationException("a model cannot be called '" + name + "'; rename the file " + last);
        }
        return name;
    }

    static boolean isMagic(byte[] start) {
        return Arrays.equals(start, MAGIC);
    }
}
