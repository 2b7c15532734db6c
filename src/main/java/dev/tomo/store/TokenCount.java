package dev.tomo.store;

/// Tokens of one reply's request as the server counted them; 0 where it did not say.
///
/// @param prompt all tokens of the request
/// @param cached those of the prompt that the server did not have to process again
/// @param reply tokens of the reply, reasoning included
public record TokenCount(int prompt, int cached, int reply) {
    public static final TokenCount UNKNOWN = new TokenCount(0, 0, 0);
}
