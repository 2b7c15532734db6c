package dev.tomo.model;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/// What a server says about a file before it is fetched.
///
/// @param bytes 0 where the server does not say
/// @param ranges whether parts of it can be asked for
/// @param validator names the version of the file, where the server has such a name
record WebProbe(long bytes, boolean ranges, Optional<String> validator) {
    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final Pattern TOTAL = Pattern.compile("bytes 0-\\d+/(\\d+)");

    /// Asks for the first four bytes, which also shows whether it is a model at all and not a page about one.
    static WebProbe of(OkHttpClient client, URI address) throws PreparationException, InterruptedException {
        // On a virtual thread, because there an interruption ends a wait for the network.
        FutureTask<WebProbe> asking = new FutureTask<>(() -> ask(client, address));
        Thread.ofVirtual().name("tomo-probe").start(asking);
        try {
            return asking.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof PreparationException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            asking.cancel(true);
        }
    }

    private static WebProbe ask(OkHttpClient client, URI address) throws PreparationException {
        Request request = new Request.Builder()
                .url(address.toString())
                .header("Accept-Encoding", "identity")
                .header("User-Agent", "tomo")
                .header("Range", "bytes=0-" + (Gguf.MAGIC.length - 1))
                .build();
        try (Response response = client.newCall(request).execute()) {
            if (response.code() != OK && response.code() != PARTIAL_CONTENT) {
                throw new PreparationException(address + " answered " + response.code()
                        + "; check the address, or fetch the file and give its" + " path");
            }
            byte[] start = response.body().byteStream().readNBytes(Gguf.MAGIC.length);
            if (!Gguf.isMagic(start)) {
                throw new PreparationException(address + " is not a GGUF file; give the address of the file itself");
            }
            return of(response);
        } catch (IOException e) {
            throw new PreparationException(
                    address.getHost() + " " + WebClient.reason(e) + "; check the address and the network", e);
        }
    }

    private static WebProbe of(Response response) {
        Matcher total = TOTAL.matcher(
                Optional.ofNullable(response.header("Content-Range")).orElse(""));
        boolean ranges = response.code() == PARTIAL_CONTENT && total.matches();
        long bytes = ranges
                ? Long.parseLong(total.group(1))
                : Math.max(0, response.body().contentLength());
        // A weak tag says "about the same", which is not enough to glue parts together.
        Optional<String> validator = Optional.ofNullable(response.header("ETag"))
                .filter(tag -> !tag.startsWith("W/"))
                .or(() -> Optional.ofNullable(response.header("Last-Modified")));
        return new WebProbe(response.code() == PARTIAL_CONTENT && !ranges ? 0 : bytes, ranges, validator);
    }

    /// Changes when the file does, as far as the server lets one know.
    String version() {
        return " " + bytes + " " + validator.orElse("");
    }
}
