package org.upgradeharness.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.upgradeharness.config.UsageError;

/**
 * One context of a kubeconfig file.
 *
 * @param context its name
 * @param server the API server's address
 * @param text the file's content with this context as the current one and with absolute paths; never printed
 */
public record Kubeconfig(String context, URI server, String text) {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern TEST_CLUSTER =
            Pattern.compile("(kind|k3d)-.+|minikube|docker-desktop|rancher-desktop");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?(0*:)*:?0*1]?");
    private static final List<String> FILES =
            List.of("certificate-authority", "client-certificate", "client-key", "tokenFile");

    /**
     * Reads what is asked for.
     *
     * @throws UsageError if there is no such file or context, or if nobody named the context and it is not evidently one of a
     *     test cluster
     */
    public static Kubeconfig read(ClusterRequest request) {
        Path file = request.kubeconfig().toAbsolutePath().normalize();
        JsonNode root = parsed(file);
        String name = request.context() == null ? root.path("current-context").asText() : request.context();
        if (name.isEmpty()) {
            throw new UsageError("The kubeconfig " + file + " has no current context; name one with --kube-context.");
        }
        JsonNode context = named(root, "contexts", name);
        if (context.isMissingNode()) {
            throw new UsageError("There is no context \"" + name + "\" in the kubeconfig " + file + ": it has "
                    + String.join(", ", names(root, "contexts")) + ".");
        }
        JsonNode cluster =
                named(root, "clusters", context.path("context").path("cluster").asText());
        String server = cluster.path("cluster").path("server").asText();
        if (server.isEmpty()) {
            throw new UsageError("The context \"" + name + "\" of the kubeconfig " + file + " names no server.");
        }
        URI address = address(server, file);
        boolean evident = LOOPBACK.matcher(address.getHost()).matches()
                || TEST_CLUSTER.matcher(name).matches();
        if (request.context() == null && !evident) {
            throw new UsageError("The current context \"" + name + "\" of the kubeconfig " + file
                    + " is not evidently one of a" + " test cluster (its server is " + server + "); say --kube-context "
                    + name + " if it is meant.");
        }
        ((ObjectNode) root).put("current-context", name);
        absolute(root, file.getParent());
        return new Kubeconfig(name, address, written(root));
    }

    private static JsonNode parsed(Path file) {
        try {
            JsonNode root = YAML.readTree(Files.readString(file));
            if (root instanceof ObjectNode && root.path("contexts").isArray()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            // Its message would tell a part of the content, which may be a credential.
            throw new UsageError("The file " + file + " is no kubeconfig: it is no YAML.");
        } catch (IOException e) {
            throw new UsageError("The kubeconfig " + file + " cannot be read.");
        }
        throw new UsageError("The file " + file + " is no kubeconfig: it names no contexts.");
    }

    private static JsonNode named(JsonNode root, String list, String name) {
        for (JsonNode one : root.path(list)) {
            if (one.path("name").asText().equals(name)) {
                return one;
            }
        }
        return root.path("there is none");
    }

    private static List<String> names(JsonNode root, String list) {
        List<String> names = new ArrayList<>();
        root.path(list).forEach(one -> names.add(one.path("name").asText()));
        return names.isEmpty() ? List.of("none") : names;
    }

    private static URI address(String server, Path file) {
        try {
            URI address = URI.create(server);
            if (address.getHost() != null) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new UsageError("The server " + server + " in the kubeconfig " + file + " is no address.");
        }
        throw new UsageError("The server " + server + " in the kubeconfig " + file + " is no address.");
    }

    /** Paths in such a file are relative to its folder, and what reads the text knows no folder. */
    private static void absolute(JsonNode root, Path folder) {
        for (String list : List.of("clusters", "users")) {
            for (JsonNode one : root.path(list)) {
                for (JsonNode inside : one) {
                    if (inside instanceof ObjectNode object) {
                        FILES.stream()
                                .filter(object::has)
                                .forEach(key -> object.put(
                                        key,
                                        folder.resolve(object.path(key).asText())
                                                .normalize()
                                                .toString()));
                    }
                }
            }
        }
    }

    private static String written(JsonNode root) {
        try {
            return YAML.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was read cannot be written", e);
        }
    }

    @Override
    public String toString() {
        return "the context " + context + " (" + server + ")";
    }
}
