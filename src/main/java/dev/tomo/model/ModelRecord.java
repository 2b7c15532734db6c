package dev.tomo.model;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/// What is written beside a model file once its bytes were checked. As long as size and time of the file are the
/// recorded ones, it is not read through again.
///
/// @param modified the file's time stamp, in milliseconds
record ModelRecord(StoredModel model, long modified) {
    private static final String SUFFIX = ".properties";

    static Path beside(Path file) {
        return file.resolveSibling(file.getFileName() + SUFFIX);
    }

    /// The model file that a record stands beside.
    static Path file(Path record) {
        String name = record.getFileName().toString();
        return record.resolveSibling(name.substring(0, name.length() - SUFFIX.length()));
    }

    static boolean isRecord(Path file) {
        return file.toString().endsWith(".gguf" + SUFFIX);
    }

    static ModelRecord of(String name, Path file, String sha256, String source, Instant now) throws IOException {
        return new ModelRecord(
                new StoredModel(name, file, Files.size(file), sha256, source, now),
                Files.getLastModifiedTime(file).toMillis());
    }

    /// Whether the file is there and as it was when it was recorded.
    boolean holds() {
        try {
            return Files.size(model.file()) == model.bytes()
                    && Files.getLastModifiedTime(model.file()).toMillis() == modified;
        } catch (IOException e) {
            return false;
        }
    }

    /// Written in one step; a reader sees all of it or nothing.
    void write() throws IOException {
        Properties properties = new Properties();
        properties.setProperty("name", model.name());
        properties.setProperty("bytes", Long.toString(model.bytes()));
        properties.setProperty("sha256", model.sha256());
        properties.setProperty("source", model.source());
        properties.setProperty("stored", model.stored().toString());
        properties.setProperty("modified", Long.toString(modified));
        StringWriter text = new StringWriter();
        properties.store(text, null);
        // The first line is the time of writing, once more.
        String lines = text.toString().lines().skip(1).sorted().collect(Collectors.joining("\n", "", "\n"));
        Path file = beside(model.file());
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, lines);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// @param file a model file, which need not exist
    /// @return empty where there is no record or one that says nothing
    static Optional<ModelRecord> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(beside(file))) {
            properties.load(reader);
            StoredModel model = new StoredModel(
                    properties.getProperty("name", ""),
                    file,
                    Long.parseLong(properties.getProperty("bytes", "")),
                    properties.getProperty("sha256", ""),
                    properties.getProperty("source", ""),
                    Instant.parse(properties.getProperty("stored", "")));
            return Optional.of(new ModelRecord(model, Long.parseLong(properties.getProperty("modified", ""))));
        } catch (NoSuchFileException | IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
