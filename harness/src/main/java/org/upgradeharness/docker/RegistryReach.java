package org.upgradeharness.docker;

import com.github.dockerjava.api.model.Info;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.upgradeharness.config.JdkHttp;

/** Finds out, once per registry and run, whether a registry answers; a pull would find it out in minutes. */
final class RegistryReach {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Optional<String>> known = new ConcurrentHashMap<>();
    private final String defaultRegistry;
    private final Optional<String> proxy;

    RegistryReach(Info info) {
        String address = info.getIndexServerAddress();
        this.defaultRegistry = address == null || address.isBlank()
                ? ""
                : String.valueOf(URI.create(address).getHost());
        this.proxy = Optional.ofNullable(info.getHttpsProxy())
                .filter(p -> !p.isBlank())
                .or(() -> Optional.ofNullable(info.getHttpProxy()).filter(p -> !p.isBlank()));
    }

    /** Why no image of that name can be pulled, empty if its registry answers. */
    Optional<String> problem(ImageName name) {
        String registry = name.registry().isEmpty() ? defaultRegistry : name.registry();
        if (registry.isEmpty()) {
            return Optional.of("the engine names no default registry");
        }
        return known.computeIfAbsent(registry, r -> ask(r, name.onLoopback() ? "http" : "https"));
    }

    private Optional<String> ask(String registry, String scheme) {
        CompletableFuture<HttpResponse<Void>> answer = client(scheme)
                .sendAsync(
                        HttpRequest.newBuilder(URI.create(scheme + "://" + registry + "/v2/"))
                                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                                .timeout(PATIENCE)
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
        String place = "registry " + registry;
        try {
            int status = answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            return status == 200 || status == 401
                    ? Optional.empty()
                    : Optional.of(place + " answered " + status + " instead of 200 or 401");
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Optional.of(place + " gave no answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SSLException) {
                // Something answers; whether its certificate is trusted is the engine's business, not Java's.
                return Optional.empty();
            }
            return Optional.of(place + " cannot be reached (" + reason(e.getCause()) + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted while asking " + place);
        }
    }

    private HttpClient client(String scheme) {
        JdkHttp.settle();
        HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
        if (scheme.equals("https") && proxy.isPresent()) {
            URI uri = URI.create(proxy.get().contains("://") ? proxy.get() : "http://" + proxy.get());
            builder.proxy(
                    ProxySelector.of(new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort())));
        }
        return builder.build();
    }

    private static String reason(Throwable e) {
        if (e instanceof java.net.http.HttpTimeoutException) {
            return "no answer within " + PATIENCE.toSeconds() + " s";
        }
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof java.nio.channels.UnresolvedAddressException
                    || t instanceof java.net.UnknownHostException) {
                return "its name is not known here";
            }
        }
        return e instanceof IOException && e.getMessage() != null
                ? e.getMessage()
                : e.getClass().getSimpleName();
    }
}
