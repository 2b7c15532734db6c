package dev.tomo.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// A file on a web server, block by block, each continued where it stopped.
///
/// @param validator the version of the file that is wanted, as the server named it (`ETag` or `Last-Modified`): a
///     file that changes on the way is noticed instead of glued together from two
/// @param answered whether the server was asked about the file before
record WebSource(OkHttpClient client, URI address, Optional<String> validator, boolean answered)
        implements BlockSource {
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    @Override
    public String where() {
        return address.getHost();
    }

    @Override
    public void fetch(Block block, Path file) throws SourceException, IOException, InterruptedException {
        long have = DiskTree.size(file);
        if (block.knownLength() && have >= block.length()) {
            return;
        }
        try (Response response = answer(request(block, have))) {
            boolean continued = response.code() == PARTIAL_CONTENT;
            check(response, block, have);
            long wanted = block.knownLength() ? block.length() - (continued ? have : 0) : Long.MAX_VALUE;
            try (OutputStream out = open(file, continued)) {
                long got = transfer(response.body().byteStream(), out, wanted);
                if (block.knownLength() && got < wanted) {
                    throw new SourceException(
                            SourceException.Kind.CUT, "closed the connection " + Size.of(wanted - got) + " too early");
                }
            }
        }
    }

    private Request request(Block block, long have) {
        Request.Builder request = new Request.Builder()
                .url(address.toString())
                // Without this the client asks for gzip, and a range would be one of the compressed bytes.
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "tomo");
        long from = block.offset() + have;
        if (block.knownLength()) {
            request.header("Range", "bytes=" + from + "-" + (block.end() - 1));
            validator.ifPresent(value -> request.header("If-Range", value));
        }
        return request.build();
    }

    private Response answer(Request request) throws SourceException, InterruptedException {
        try {
            return client.newCall(request).execute();
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("fetching " + address);
            }
            throw new SourceException(SourceException.Kind.UNREACHABLE, WebClient.reason(e), e);
        }
    }

    private void check(Response response, Block block, long have) throws SourceException {
        int code = response.code();
        long from = block.offset() + have;
        if (code == PARTIAL_CONTENT) {
            String range = response.header("Content-Range", "");
            if (range == null || !range.startsWith("bytes " + from + "-")) {
                throw new SourceException(
                        SourceException.Kind.GONE, "answered bytes from " + from + " on with '" + range + "'");
            }
        } else if (code == OK && block.offset() > 0) {
            String why = validator.isPresent() ? "changed the file meanwhile" : "does not serve parts of a file";
            throw new SourceException(SourceException.Kind.GONE, why);
        } else if (code == RANGE_NOT_SATISFIABLE) {
            throw new SourceException(SourceException.Kind.WRONG, "has a shorter file");
        } else if (code != OK) {
            throw new SourceException(
                    WebClient.isPassing(code) ? SourceException.Kind.CUT : SourceException.Kind.GONE,
                    "answered " + code);
        }
    }

    private static OutputStream open(Path file, boolean continued) throws IOException {
        return Files.newOutputStream(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                continued ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
    }

    /// @return bytes written, at most `wanted`
    private static long transfer(InputStream from, OutputStream to, long wanted) throws SourceException, IOException {
        byte[] piece = new byte[1 << 16];
        long done = 0;
        while (done < wanted) {
            int read;
            try {
                read = from.read(piece, 0, (int) Math.min(piece.length, wanted - done));
            } catch (IOException e) {
                throw new SourceException(SourceException.Kind.CUT, WebClient.reason(e), e);
            }
            if (read < 0) {
                return done;
            }
            to.write(piece, 0, read);
            done += read;
        }
        return done;
    }
}
