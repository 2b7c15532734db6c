package dev.tomo.model;

import dev.langchain4j.exception.HttpException;
import java.util.Optional;

/// A server's answer that is not a success.
final class Rejection extends HttpException {
    private static final long serialVersionUID = 1;

    private final String body;
    private final transient Optional<String> retryAfter;

    /// @param body the start of what the server sent, often JSON
    /// @param retryAfter its header of that name, as it was sent
    Rejection(int status, String body, Optional<String> retryAfter) {
        super(status, body);
        this.body = body;
        this.retryAfter = retryAfter;
    }

    String body() {
        return body;
    }

    Optional<String> retryAfter() {
        return retryAfter;
    }
}
