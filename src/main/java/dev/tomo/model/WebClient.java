package dev.tomo.model;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/// The HTTP client for large files: quick to give up on a host that is not there, patient with one that is.
final class WebClient {
    private static final Duration CONNECT = Duration.ofSeconds(4);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final int SERVER_ERRORS = 500;
    private static final List<Integer> PASSING = List.of(408, 425, 429);

    private WebClient() {}

    /// @param environment where a proxy may be named
    static OkHttpClient create(Map<String, String> environment) {
        return new OkHttpClient.Builder()
                .connectTimeout(CONNECT)
                .readTimeout(SILENCE)
                .proxySelector(new EnvironmentProxy(environment))
                .dns(WebClient::lookup)
                .protocols(List.of(Protocol.HTTP_1_1))
                .build();
    }

    /// A resolver without a network may take a minute to say so.
    private static List<InetAddress> lookup(String host) throws UnknownHostException {
        FutureTask<InetAddress[]> task = new FutureTask<>(() -> InetAddress.getAllByName(host));
        Thread.ofVirtual().name("tomo-lookup").start(task);
        try {
            return List.of(task.get(CONNECT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            throw new UnknownHostException(host);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host);
        }
    }

    /// Whether an answer may be another one soon.
    static boolean isPassing(int code) {
        return code >= SERVER_ERRORS || PASSING.contains(code);
    }

    /// Why a connection failed, to be read after the host's name.
    static String reason(IOException e) {
        return switch (e) {
            case UnknownHostException unknown -> "cannot be found on this network";
            case ConnectException refused -> "cannot be reached";
            case SocketTimeoutException late -> "does not answer";
            case SSLException tls -> "cannot be trusted (" + tls.getMessage() + ")";
            default -> "broke the connection";
        };
    }
}
