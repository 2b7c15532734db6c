package dev.tomo.wire;

import java.util.List;

/// Reads one reply of a model, piece by piece. Used by one thread; never throws for anything a model may write.
public interface StreamParser {
    /// Feeds the next piece of model output, split anywhere, even inside a code point.
    ///
    /// @param piece decoded text; may be empty; not retained
    /// @return what became certain with this piece, oldest first, often nothing
    List<ParserEvent> feed(String piece);

    /// Ends the reply. Nothing may be fed afterwards.
    ///
    /// @return what was still open
    List<ParserEvent> end(StreamEnd end);

    /// Whether nothing that may still come can count, so that the stream can be cancelled.
    boolean finished();
}
