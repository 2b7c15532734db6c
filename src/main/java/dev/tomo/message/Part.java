package dev.tomo.message;

/// One piece of a message's content.
public sealed interface Part {
    /// @param text may be empty
    record Text(String text) implements Part {}

    /// A picture that is shown to the person and to models that see.
    ///
    /// @param path where the bytes are, inside the session's files
    /// @param mediaType such as `image/png`
    record Image(String path, String mediaType) implements Part {}

    /// A file that was handed over, by name.
    ///
    /// @param path where the bytes are, inside the session's files
    /// @param mediaType such as `text/csv`
    record File(String path, String mediaType) implements Part {}
}
