package org.upgradeharness.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.upgradeharness.config.UsageError;

class KubeconfigTest {
    private static final String TEMPLATE = """
            apiVersion: v1
            kind: Config
            clusters:
            - name: one
              cluster: {server: "SERVER", certificate-authority: ca.crt}
            users:
            - name: somebody
              user: {token: a-token-of-somebody}
            contexts:
            - name: NAME
              context: {cluster: one, user: somebody}
            - name: other
              context: {cluster: none, user: somebody}
            current-context: NAME
            """;

    @TempDir
    private Path folder;

    private ClusterRequest request(String name, String server, String context) throws IOException {
        Path file = Files.writeString(
                folder.resolve("config"), TEMPLATE.replace("NAME", name).replace("SERVER", server));
        return new ClusterRequest(file, context, null, null);
    }

    @ParameterizedTest
    @CsvSource({
        "somewhere, https://127.0.0.1:6443",
        "somewhere, https://localhost:6443",
        "somewhere, 'https://[::1]:6443'",
        "kind-test, https://10.0.0.1:6443",
        "k3d-test, https://10.0.0.1:6443",
        "minikube, https://192.168.49.2:8443"
    })
    void takesTheCurrentContextOfATestCluster(String name, String server) throws IOException {
        Kubeconfig read = Kubeconfig.read(request(name, server, null));
        assertThat(read.context()).isEqualTo(name);
        assertThat(read.server()).hasToString(server);
        assertThat(read.toString()).doesNotContain("a-token-of-somebody");
    }

    @ParameterizedTest
    @CsvSource({
        "production, https://10.0.0.1:6443",
        "production, https://127.0.0.1.example.com:6443",
        "not-kind-test, https://10.0.0.1:6443"
    })
    void wantsAnyOtherToBeNamed(String name, String server) throws IOException {
        ClusterRequest unnamed = request(name, server, null);
        assertThatThrownBy(() -> Kubeconfig.read(unnamed))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("is not evidently one of a test cluster")
                .hasMessageContaining("--kube-context " + name);
        assertThat(Kubeconfig.read(request(name, server, name)).context()).isEqualTo(name);
    }

    @Test
    void pathsAreThoseBesideTheFile() throws IOException {
        assertThat(Kubeconfig.read(request("kind-x", "https://127.0.0.1:1", null))
                        .text())
                .contains(folder.resolve("ca.crt").toString());
    }

    @Test
    void namesTheContextsThereAre() throws IOException {
        ClusterRequest wrong = request("kind-x", "https://127.0.0.1:1", "nobody");
        assertThatThrownBy(() -> Kubeconfig.read(wrong))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("There is no context \"nobody\"")
                .hasMessageEndingWith("it has kind-x, other.");
        ClusterRequest empty = request("kind-x", "https://127.0.0.1:1", "other");
        assertThatThrownBy(() -> Kubeconfig.read(empty)).hasMessageEndingWith("names no server.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "just words", "contexts: none", "token: [a-token"})
    void aFileThatIsNoneIsSaidToBeNone(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("other"), content);
        assertThatThrownBy(() -> Kubeconfig.read(new ClusterRequest(file, null, null, null)))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining(file + " is no kubeconfig")
                .hasMessageNotContaining("a-token");
        assertThatThrownBy(() -> Kubeconfig.read(new ClusterRequest(folder.resolve("nothing"), null, null, null)))
                .isInstanceOf(UsageError.class)
                .hasMessageEndingWith("cannot be read.");
    }
}
