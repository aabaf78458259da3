package org.upgradeharness.kubernetes;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.config.JdkHttp;
import org.upgradeharness.docker.Labels;
import org.upgradeharness.docker.LoadCommand;

/** A cluster in which a run may have namespaces of its own; nothing else in it is touched. */
public final class Cluster implements AutoCloseable {
    private static final String PREFIX = "upgrade-harness-";
    private static final int LONGEST_NAME = 63;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 20_000;
    private static final Duration LOAD = Duration.ofMinutes(5);

    private final Kubeconfig kubeconfig;
    private final ClusterRequest request;
    private final Labels labels;
    private final KubernetesClient client;
    private final String version;
    private final Deque<OwnNamespace> namespaces = new ArrayDeque<>();

    private Cluster(
            Kubeconfig kubeconfig, ClusterRequest request, Labels labels, KubernetesClient client, String version) {
        this.kubeconfig = kubeconfig;
        this.request = request;
        this.labels = labels;
        this.client = client;
        this.version = version;
    }

    /**
     * Asks the cluster for its version.
     *
     * @param labels of the run
     * @throws BrokenEnvironment if it does not answer
     * @throws org.upgradeharness.config.UsageError if the kubeconfig cannot be used
     */
    public static Cluster connect(ClusterRequest request, Labels labels) {
        Kubeconfig kubeconfig = Kubeconfig.read(request);
        // The client takes the JDK's, which reads its properties once.
        JdkHttp.settle();
        Config config = Config.fromKubeconfig(kubeconfig.text());
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout(ANSWER_MILLIS);
        config.setRequestRetryBackoffLimit(2);
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build();
        try {
            String version = client.getKubernetesVersion().getGitVersion();
            return new Cluster(kubeconfig, request, labels, client, version);
        } catch (KubernetesClientException e) {
            client.close();
            throw new BrokenEnvironment(
                    "The cluster of " + kubeconfig + " does not answer: " + OwnNamespace.said(e), e);
        }
    }

    /** The version of its API server. */
    public String version() {
        return version;
    }

    /** Where its Services of type NodePort answer. */
    public String nodeAddress() {
        return request.nodeAddress() == null ? kubeconfig.server().getHost() : request.nodeAddress();
    }

    /**
     * Brings an image of this machine into its nodes, by the command that the person gave; without one, nothing is done.
     *
     * @throws BrokenEnvironment if the command fails or takes more than five minutes
     */
    public void load(String image) {
        if (request.loadCommand() != null) {
            LoadCommand.run(request.loadCommand(), image, LOAD);
        }
    }

    /**
     * Makes a namespace of this run, which goes with the cluster's {@link #close} at the latest.
     *
     * @throws BrokenEnvironment if the cluster refuses
     */
    public synchronized OwnNamespace namespace(String stem) {
        String all =
                (PREFIX + labels.runId() + "-" + stem).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String name = all.substring(0, Math.min(LONGEST_NAME, all.length())).replaceAll("-$", "");
        OwnNamespace own = OwnNamespace.make(client, kubeconfig, nodeAddress(), name, labels);
        namespaces.push(own);
        return own;
    }

    /** Removes the namespaces that dead runs have left; one line for each. */
    public List<String> sweep() {
        List<String> lines = new ArrayList<>();
        try {
            for (Namespace one :
                    client.namespaces().withLabel(Labels.OURS, "1").list().getItems()) {
                String name = one.getMetadata().getName();
                Map<String, String> notes = one.getMetadata().getAnnotations();
                String owner = notes == null ? "" : notes.getOrDefault(Labels.OWNER, "");
                if (name.startsWith(PREFIX) && Labels.isDeadEverywhere(owner)) {
                    client.namespaces().withName(name).delete();
                    lines.add("namespace " + name);
                }
            }
        } catch (KubernetesClientException e) {
            throw new BrokenEnvironment(
                    "The namespaces of " + kubeconfig + " cannot be looked through: " + OwnNamespace.said(e), e);
        }
        return lines;
    }

    /** Removes the run's namespaces. */
    @Override
    public synchronized void close() {
        List<RuntimeException> troubles = new ArrayList<>();
        while (!namespaces.isEmpty()) {
            try {
                namespaces.pop().close();
            } catch (RuntimeException e) {
                troubles.add(e);
            }
        }
        client.close();
        if (!troubles.isEmpty()) {
            troubles.stream().skip(1).forEach(troubles.get(0)::addSuppressed);
            throw troubles.get(0);
        }
    }
}
