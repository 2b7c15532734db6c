package dev.tomo.wire;

import java.util.regex.Pattern;

/// How the control tokens of the usual chat templates look.
final class ControlToken {
    /// `<|name|>`, the same with full-width bars, and the tokens of the Gemma, Llama 2, Mistral and Hermes templates.
    static final Pattern ANY = Pattern.compile("<\\|[^\\s|<>]{1,64}\\|>"
            + "|<｜[^\\s｜<>]{1,64}｜>"
            + "|</?s>|<</?SYS>>"
            + "|<(?:bos|eos|pad|unk|(?:start|end)_of_[a-z]{1,32})>"
            + "|</?tool_(?:call|response)>"
            + "|\\[/?(?:INST|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|IMG)]");

    /// Those that a server which should have eaten them leaves at the end of a reply.
    static final Pattern LAST =
            Pattern.compile("<\\|[^\\s|<>]{1,64}\\|>|<｜[^\\s｜<>]{1,64}｜>|</s>|<eos>|<end_of_[a-z]{1,32}>");

    private ControlToken() {}
}
