package org.upgradeharness.kubernetes;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.docker.Labels;

/** A namespace that a run made and that goes with it. */
public final class OwnNamespace implements AutoCloseable {
    private static final Duration GONE = Duration.ofMinutes(2);
    private static final Pattern CONFIGURATION = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int LOG_LINES = 5_000;

    private final KubernetesClient client;
    private final Kubeconfig kubeconfig;
    private final String nodeAddress;
    private final String name;

    private OwnNamespace(KubernetesClient client, Kubeconfig kubeconfig, String nodeAddress, String name) {
        this.client = client;
        this.kubeconfig = kubeconfig;
        this.nodeAddress = nodeAddress;
        this.name = name;
    }

    static OwnNamespace make(
            KubernetesClient client, Kubeconfig kubeconfig, String nodeAddress, String name, Labels labels) {
        try {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .addToLabels(Map.of(Labels.OURS, "1"))
                            .addToAnnotations(labels.asMap())
                            .endMetadata()
                            .build())
                    .create();
            return new OwnNamespace(client, kubeconfig, nodeAddress, name);
        } catch (KubernetesClientException e) {
            throw new BrokenEnvironment(
                    "The namespace " + name + " cannot be made in " + kubeconfig + ": " + said(e), e);
        }
    }

    /** What the cluster said, in one line. */
    static String said(KubernetesClientException e) {
        String why = e.getStatus() != null && e.getStatus().getMessage() != null
                ? e.getStatus().getMessage()
                : e.getCause() == null
                        ? e.getMessage()
                        : e.getMessage() + " " + e.getCause().getMessage();
        return why.strip().replaceAll("\\s+", " ");
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** A release of a chart that is to be installed here. */
    public HelmRelease release(String release, Path chart, Path folder) {
        return new HelmRelease(release, chart, name, kubeconfig.text(), folder);
    }

    /** Where a Service of type NodePort answers. */
    public InetSocketAddress service(String service) {
        Service live = client.services().inNamespace(name).withName(service).get();
        if (live == null || live.getSpec().getPorts().get(0).getNodePort() == null) {
            throw new BrokenEnvironment("The namespace " + name + " has no Service " + service + " of type NodePort.");
        }
        try {
            return new InetSocketAddress(
                    InetAddress.getByName(nodeAddress),
                    live.getSpec().getPorts().get(0).getNodePort());
        } catch (UnknownHostException e) {
            throw new BrokenEnvironment(
                    "The address " + nodeAddress
                            + " of the cluster's node is unknown; give another with --kube-node-address.",
                    e);
        }
    }

    /** The pods of an app that are not on their way out. */
    List<Pod> pods(String app) {
        return client.pods().inNamespace(name).withLabel("app", app).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }

    /**
     * Looks whether the pods of an app run an image of this machine, and not another one that the cluster has under its name. An
     * image that came from a registry is named by another digest there and cannot be compared.
     *
     * @param id the digest of its configuration
     * @throws BrokenEnvironment if one of them runs another
     */
    public void demandImage(String app, String image, String id) {
        for (Pod pod : pods(app)) {
            String runs = pod.getStatus().getContainerStatuses().get(0).getImageID();
            if (runs != null && CONFIGURATION.matcher(runs).matches() && !runs.equals(id)) {
                throw new BrokenEnvironment("The cluster runs another image under the name " + image + " (" + runs
                        + ") than the one of this machine (" + id + "); bring that with --kube-load-command.");
            }
        }
    }

    /** Watches the pods of an app from now on. */
    public PodWatch watch(String app) {
        return PodWatch.open(client, name, app);
    }

    /** Waits for the rollout of a Deployment. */
    public Rollout rollout(String deployment) {
        return new Rollout(client, name, deployment);
    }

    /** What the live objects of a release of the chart {@code gateway} say. */
    public LiveValues live(String release, String python) {
        return new LiveValues(client, this, release, python);
    }

    /** The logs of the pods of an app, by pod. */
    public Map<String, List<String>> logs(String app) {
        Map<String, List<String>> logs = new java.util.TreeMap<>();
        for (Pod pod :
                client.pods().inNamespace(name).withLabel("app", app).list().getItems()) {
            String pods = pod.getMetadata().getName();
            try {
                logs.put(
                        pods,
                        client.pods()
                                .inNamespace(name)
                                .withName(pods)
                                .tailingLines(LOG_LINES)
                                .getLog()
                                .lines()
                                .toList());
            } catch (KubernetesClientException e) {
                logs.put(pods, List.of("(no log: " + said(e) + ")"));
            }
        }
        return logs;
    }

    /** What a program left that ran in a pod. */
    record Executed(int exit, String output, String error) {}

    /**
     * Runs a program in a pod.
     *
     * @throws BrokenEnvironment if it does not end in time
     */
    Executed execute(String pod, Duration limit, String... command) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        try (ExecWatch exec = client.pods()
                .inNamespace(name)
                .withName(pod)
                .writingOutput(output)
                .writingError(error)
                .exec(command)) {
            int exit = exec.exitCode().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new Executed(exit, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            throw new BrokenEnvironment(
                    command[0] + " in the pod " + pod + " did not end within " + limit.toSeconds() + " s.", e);
        } catch (ExecutionException | KubernetesClientException e) {
            throw new BrokenEnvironment(command[0] + " in the pod " + pod + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokenEnvironment("Interrupted while " + command[0] + " ran in the pod " + pod + ".", e);
        }
    }

    /** Copies a file of this machine into a pod. */
    void upload(String pod, Path file, String inside) {
        boolean there;
        try {
            there = client.pods().inNamespace(name).withName(pod).file(inside).upload(file);
        } catch (KubernetesClientException e) {
            throw new BrokenEnvironment(file + " cannot be copied into the pod " + pod + ": " + said(e), e);
        }
        if (!there) {
            throw new BrokenEnvironment(file + " was not copied into the pod " + pod + " as it is.");
        }
    }

    /** Removes it and everything in it, and waits until it is gone, for two minutes at most. */
    @Override
    public void close() {
        try {
            client.namespaces()
                    .withName(name)
                    .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                    .delete();
            // Nobody asks them any more: they need not drain.
            client.pods().inNamespace(name).withGracePeriod(0).delete();
            client.namespaces().withName(name).waitUntilCondition(Objects::isNull, GONE.toSeconds(), TimeUnit.SECONDS);
        } catch (KubernetesClientException e) {
            throw new BrokenEnvironment(
                    "The namespace " + name + " in " + kubeconfig + " could not be removed: " + said(e)
                            + "; the next run that is given this cluster tries again.",
                    e);
        }
    }
}
