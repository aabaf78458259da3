package org.upgradeharness.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;

/** Every change of an app's pods from one moment on, as the cluster tells it: how many there were, and how many were ready. */
public final class PodWatch implements AutoCloseable {
    /** The exit code of a process that was killed. */
    private static final int KILLED = 137;

    private final String namespace;
    private final String app;
    private final Map<String, Pod> pods = new TreeMap<>();
    private final PodCounts counts = new PodCounts();
    private final Set<String> killed = new TreeSet<>();
    private int changes;
    private String trouble;
    private Watch watch;

    private PodWatch(String namespace, String app) {
        this.namespace = namespace;
        this.app = app;
    }

    static PodWatch open(KubernetesClient client, String namespace, String app) {
        PodWatch own = new PodWatch(namespace, app);
        PodList first =
                client.pods().inNamespace(namespace).withLabel("app", app).list();
        synchronized (own) {
            first.getItems().forEach(pod -> own.pods.put(pod.getMetadata().getName(), pod));
            own.count("begins with");
        }
        own.watch = client.pods()
                .inNamespace(namespace)
                .withLabel("app", app)
                .withResourceVersion(first.getMetadata().getResourceVersion())
                .watch(own.new Eyes());
        return own;
    }

    private final class Eyes implements Watcher<Pod> {
        @Override
        public void eventReceived(Action action, Pod pod) {
            seen(action, pod);
        }

        @Override
        public void onClose(WatcherException cause) {
            cut(cause);
        }
    }

    private synchronized void seen(Watcher.Action action, Pod pod) {
        String name = pod.getMetadata().getName();
        if (action == Watcher.Action.DELETED) {
            pods.remove(name);
        } else {
            pods.put(name, pod);
        }
        boolean leaving = pod.getMetadata().getDeletionTimestamp() != null;
        statuses(pod).stream()
                .filter(s -> leaving
                        && s.getState() != null
                        && s.getState().getTerminated() != null
                        && s.getState().getTerminated().getExitCode() == KILLED)
                .forEach(s -> killed.add(name));
        changes++;
        count(action + " " + name);
    }

    private synchronized void cut(WatcherException cause) {
        trouble = cause.getMessage();
    }

    private void count(String what) {
        counts.add(
                Instant.now(),
                (int) present().filter(PodWatch::ready).count(),
                (int) present().count(),
                what);
    }

    /** A pod that is on its way out gets no new connections, and does not count. */
    private java.util.stream.Stream<Pod> present() {
        return pods.values().stream().filter(pod -> pod.getMetadata().getDeletionTimestamp() == null);
    }

    private static boolean ready(Pod pod) {
        return pod.getStatus() != null
                && pod.getStatus().getConditions().stream()
                        .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
    }

    private static List<ContainerStatus> statuses(Pod pod) {
        return pod.getStatus() == null ? List.of() : pod.getStatus().getContainerStatuses();
    }

    /** Waits until nobody is left but so many pods; false if there are more after the limit. */
    public boolean awaitOnly(int replicas, Duration limit) {
        try {
            Awaitility.await("the old pods of " + app + " to be gone")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .atMost(limit)
                    .until(() -> there() == replicas);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private synchronized int there() {
        return pods.size();
    }

    /** Every change as a line. */
    public synchronized List<String> lines() {
        return counts.lines();
    }

    /**
     * What is to be said against the rollout.
     *
     * @param replicas there must never be fewer that are ready
     * @param surge so many more there may be, but for a moment: see {@link PodCounts#HAND_OVER}
     * @throws BrokenEnvironment if the watch was cut off or saw nothing change
     */
    public synchronized List<Finding> judge(int replicas, int surge) {
        if (trouble != null) {
            throw new BrokenEnvironment("The watch of the pods in " + namespace + " was cut off: " + trouble);
        }
        if (changes == 0) {
            throw new BrokenEnvironment(
                    "The watch of the pods in " + namespace + " saw nothing change: it proves nothing.");
        }
        List<Finding> findings = new ArrayList<>();
        counts.below(replicas)
                .ifPresent(when -> findings.add(against("ready pods", "never fewer than " + replicas, when)));
        counts.above(replicas + surge, Instant.now())
                .ifPresent(when -> findings.add(against("pods", "never more than " + (replicas + surge), when)));
        killed.forEach(
                pod -> findings.add(against(pod, "ends within its grace period after SIGTERM", "it was killed")));
        return findings;
    }

    private Finding against(String key, String expected, String found) {
        return Finding.of(Severity.ERROR, Kind.NOT_SERVING, "deployment " + app, key, expected, found);
    }

    @Override
    public void close() {
        watch.close();
    }
}
