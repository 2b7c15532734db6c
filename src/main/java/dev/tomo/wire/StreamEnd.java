package dev.tomo.wire;

/// How a stream of model output ended.
public enum StreamEnd {
    /// The model had nothing more to say.
    STOP,
    /// A limit on the reply's length.
    LENGTH,
    /// The connection was lost, or the person cancelled.
    CUT
}
