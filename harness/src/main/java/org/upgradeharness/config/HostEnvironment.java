package org.upgradeharness.config;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The environment variables of this process that the harness listens to; nothing else reads them.
 *
 * @param variables all variables by name
 */
public record HostEnvironment(Map<String, String> variables) {
    private static final List<String> CA_VARIABLES = List.of("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE");
    private static final List<Path> CA_FILES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/cert.pem"));
    private static final List<String> BUILD_ARGUMENTS = List.of(
            "HTTP_PROXY",
            "http_proxy",
            "HTTPS_PROXY",
            "https_proxy",
            "NO_PROXY",
            "no_proxy",
            "PIP_INDEX_URL",
            "UV_INDEX_URL");

    public HostEnvironment {
        variables = Map.copyOf(variables);
    }

    /** The environment of this process. */
    public static HostEnvironment current() {
        return new HostEnvironment(System.getenv());
    }

    /** Where results that outlive a run are kept: {@code $XDG_CACHE_HOME} or {@code ~/.cache}. */
    public Path cacheFolder() {
        Path caches =
                set("XDG_CACHE_HOME").map(Path::of).orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
        return caches.resolve("upgrade-harness");
    }

    /** The certificates this machine trusts, if they can be found as one file. */
    public Optional<Path> caBundle() {
        for (String name : CA_VARIABLES) {
            Optional<Path> named = set(name).map(Path::of).filter(Files::isReadable);
            if (named.isPresent()) {
                return named;
            }
        }
        return CA_FILES.stream().filter(Files::isReadable).findFirst();
    }

    /** What an image build or a look into the package index is told: proxies and the package index, as far as set. */
    public Map<String, String> buildArguments() {
        Map<String, String> arguments = new LinkedHashMap<>();
        BUILD_ARGUMENTS.forEach(name -> set(name).ifPresent(value -> arguments.put(name, value)));
        return arguments;
    }

    /** The package index that was set for this machine, if one was. */
    public Optional<String> packageIndex() {
        return set("UV_INDEX_URL").or(() -> set("PIP_INDEX_URL"));
    }

    /** The address of the container engine, if one was set. */
    public Optional<String> dockerHost() {
        return set("DOCKER_HOST");
    }

    /**
     * The file that tells how a cluster is reached: the first that {@code KUBECONFIG} names, or {@code ~/.kube/config}; empty
     * where there is none.
     */
    public Optional<Path> kubeconfig() {
        return set("KUBECONFIG")
                .map(files -> Path.of(files.split(File.pathSeparator)[0]))
                .or(() -> Optional.of(Path.of(System.getProperty("user.home"), ".kube", "config"))
                        .filter(Files::isReadable));
    }

    /** Whether Testcontainers was told to start no reaper of its own. */
    public boolean reaperIsOff() {
        return set("TESTCONTAINERS_RYUK_DISABLED")
                .filter("true"::equalsIgnoreCase)
                .isPresent();
    }

    /** Whether output must be plain lines without colour: in CI, where colour is not wanted, and on a dumb terminal. */
    public boolean wantsPlainOutput() {
        return set("CI").isPresent()
                || set("NO_COLOR").isPresent()
                || set("TERM").filter("dumb"::equals).isPresent();
    }

    /** Whether the launcher saw a terminal; since JDK 22 the program itself cannot tell. */
    public boolean isOnTerminal() {
        return set("UPGRADE_TERMINAL").isPresent();
    }

    /** The width of the terminal, 100 where it is not told. */
    public int terminalWidth() {
        return set("COLUMNS")
                .filter(c -> c.matches("[1-9]\\d{1,3}"))
                .map(Integer::parseInt)
                .orElse(100);
    }

    private Optional<String> set(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }
}
