package dev.tomo.model;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The proxy that `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy` name, which pip and curl follow and Java
/// does not. Where they name none, Java's own settings hold.
final class EnvironmentProxy extends ProxySelector {
    private static final int DEFAULT_PORT = 80;

    private final Map<String, String> environment;

    EnvironmentProxy(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public List<Proxy> select(URI address) {
        if (isExcepted(address.getHost())) {
            return List.of(Proxy.NO_PROXY);
        }
        return variable(address.getScheme() + "_proxy")
                .or(() -> variable("all_proxy"))
                .flatMap(EnvironmentProxy::socket)
                .map(socket -> List.of(new Proxy(Proxy.Type.HTTP, socket)))
                .orElseGet(() -> javas(address));
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException failure) {}

    private static List<Proxy> javas(URI address) {
        ProxySelector java = ProxySelector.getDefault();
        return java == null ? List.of(Proxy.NO_PROXY) : java.select(address);
    }

    private Optional<String> variable(String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(variant -> environment.getOrDefault(variant, ""))
                .filter(value -> !value.isBlank())
                .findFirst();
    }

    private static Optional<InetSocketAddress> socket(String value) {
        try {
            URI proxy = new URI(value.contains("://") ? value : "http://" + value);
            return Optional.ofNullable(proxy.getHost())
                    .map(host -> InetSocketAddress.createUnresolved(
                            host, proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /// `no_proxy` lists hosts and, with or without a dot before them, domains.
    private boolean isExcepted(String host) {
        boolean loopback = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
        return loopback
                || variable("no_proxy").stream()
                        .flatMap(list -> Arrays.stream(list.split(",")))
                        .map(String::strip)
                        .filter(entry -> !entry.isEmpty())
                        .map(entry -> entry.startsWith(".") ? entry.substring(1) : entry)
                        .anyMatch(entry -> entry.equals("*") || host.equals(entry) || host.endsWith("." + entry));
    }
}
