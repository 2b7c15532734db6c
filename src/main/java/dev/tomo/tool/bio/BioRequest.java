package dev.tomo.tool.bio;

/// One thing that a call of `bio` asks for.
sealed interface BioRequest {
    /// @param fact cleaned of bullets and quotes; may be blank
    record Remember(String fact) implements BioRequest {}

    record ForgetNumber(int number) implements BioRequest {}

    /// @param words what the memory to forget says; may be blank
    record ForgetWords(String words) implements BioRequest {}
}
