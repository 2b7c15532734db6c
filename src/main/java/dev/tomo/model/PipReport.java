package dev.tomo.model;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What pip meant when it failed, read from what it printed: it has one exit status for everything.
enum PipReport {
    /// Nothing of the index could be reached.
    OFFLINE(
            "NewConnectionError",
            "ConnectTimeoutError",
            "Failed to establish a new connection",
            "Temporary failure in name resolution",
            "Name or service not known",
            "nodename nor servname",
            "Network is unreachable",
            "Connection refused",
            "ProxyError"),
    /// The connection was there and broke. Older versions take the end of a connection for the end of the file, and
    /// then find the wheel invalid.
    CUT(
            "is invalid.",
            "BadZipFile",
            "is not a zip file",
            "ReadTimeoutError",
            "Read timed out",
            "IncompleteRead",
            "Connection broken",
            "Connection aborted",
            "ConnectionResetError",
            "ProtocolError",
            "Max retries exceeded",
            "502 Server Error",
            "503 Server Error",
            "504 Server Error"),
    DISK("No space left on device", "File too large", "Disk quota exceeded", "Read-only file system"),
    /// The files have other bytes than the lock says.
    ALTERED("DO NOT MATCH THE HASHES", "sha256 mismatch"),
    /// The index answered: no such package, no such version, or nothing for this system.
    ABSENT("No matching distribution found", "404 Client Error"),
    OTHER;

    /// A full disk and a broken line make pip say at last that nothing was found; so the causes are looked for
    /// first.
    private static final List<PipReport> BY_CAUSE = List.of(DISK, ALTERED, OFFLINE, CUT, ABSENT);

    private final Pattern signs;

    PipReport(String... signs) {
        this.signs = Pattern.compile(Arrays.stream(signs).map(Pattern::quote).collect(Collectors.joining("|")));
    }

    static PipReport of(String output) {
        return BY_CAUSE.stream()
                .filter(report -> report.signs.matcher(output).find())
                .findFirst()
                .orElse(OTHER);
    }

    /// The last line that pip marked as an error, or else its last line.
    static String lastError(String output) {
        List<String> lines = output.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        Stream<String> errors = lines.stream().filter(line -> line.startsWith("ERROR: "));
        return errors.reduce((first, second) -> second)
                .map(line -> line.substring("ERROR: ".length()))
                .orElse(lines.isEmpty() ? "no output" : lines.getLast());
    }
}
