package dev.tomo.tool.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/// Reads a stream to its end in bounded memory: of a long text the head and the tail are kept, and the cut is said.
final class CappedText {
    private final int half;
    private final StringBuilder head = new StringBuilder();
    private final StringBuilder tail = new StringBuilder();
    private long left;

    /// @param limit characters to keep
    CappedText(int limit) {
        this.half = limit / 2;
    }

    String read(InputStream stream) throws IOException {
        Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8);
        char[] buffer = new char[8192];
        for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
            add(buffer, count);
        }
        String text = left == 0 ? head.toString() + tail : head + "\n[… " + left + " characters left out …]\n" + tail;
        return text.stripTrailing();
    }

    private void add(char[] buffer, int count) {
        int toHead = Math.min(count, half - head.length());
        head.append(buffer, 0, toHead);
        tail.append(buffer, toHead, count - toHead);
        if (tail.length() > half) {
            left += tail.length() - half;
            tail.delete(0, tail.length() - half);
        }
    }
}
