package org.upgradeharness.scenarios.cli;

import java.nio.file.Path;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.kubernetes.ClusterRequest;
import org.upgradeharness.kubernetes.Kubeconfig;
import picocli.CommandLine.Option;

/** Options about a cluster that a run may make a namespace of its own in. */
final class ClusterOptions {
    @Option(
            names = "--kubernetes",
            description =
                    "Runs the cases on Kubernetes too, in a namespace that is made and removed; the cluster is that of"
                            + " KUBECONFIG or ~/.kube/config.")
    private boolean asked;

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "The same, with the cluster of this file.")
    private Path kubeconfig;

    @Option(
            names = "--kube-context",
            paramLabel = "NAME",
            description =
                    "The same, with this context; needed where the current one is not evidently one of a test cluster.")
    private String context;

    @Option(
            names = "--kube-load-command",
            paramLabel = "COMMAND",
            description =
                    "Brings an image of this machine into the cluster: {image} stands for its name, which is added at the"
                            + " end otherwise, such as 'kind load docker-image' (default: nothing, the nodes have or pull it).")
    private String loadCommand;

    @Option(
            names = "--kube-node-address",
            paramLabel = "HOST",
            description = "Where Services of type NodePort answer (default: the host of the API server).")
    private String nodeAddress;

    /**
     * What is asked, or null where no cluster is given.
     *
     * @throws UsageError if the kubeconfig cannot be used
     */
    ClusterRequest request(HostEnvironment environment) {
        boolean any = asked || kubeconfig != null || context != null || loadCommand != null || nodeAddress != null;
        if (!any) {
            return null;
        }
        Path file = kubeconfig == null
                ? environment
                        .kubeconfig()
                        .orElseThrow(
                                () -> new UsageError(
                                        "No kubeconfig: neither KUBECONFIG nor ~/.kube/config names a cluster; give one with --kubeconfig."))
                : kubeconfig;
        ClusterRequest request = new ClusterRequest(file, context, loadCommand, nodeAddress);
        Kubeconfig.read(request);
        return request;
    }

    /** The options as they were written, to repeat the run. */
    String written() {
        return (asked ? " --kubernetes" : "")
                + option("--kubeconfig", kubeconfig)
                + option("--kube-context", context)
                + option("--kube-load-command", loadCommand)
                + option("--kube-node-address", nodeAddress);
    }

    private static String option(String name, Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        return " " + name + " " + (text.matches("[\\w./:@-]+") ? text : "'" + text.replace("'", "'\\''") + "'");
    }
}
