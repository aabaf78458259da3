package org.upgradeharness.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;

/** The values given to the chart of a gateway, read back where they must have come to: a value that no template reads is lost in silence. */
public final class LiveValues {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final String MIGRATION = "-migration";

    private final KubernetesClient client;
    private final OwnNamespace namespace;
    private final String release;
    private final String python;

    LiveValues(KubernetesClient client, OwnNamespace namespace, String release, String python) {
        this.client = client;
        this.namespace = namespace;
        this.release = release;
        this.python = python;
    }

    /**
     * One finding for each value that did not arrive.
     *
     * @param given what was given to Helm
     * @throws BrokenEnvironment if a value was given of which it is not known where it belongs
     */
    public List<Finding> missing(Map<String, ?> given) {
        List<Finding> findings = new ArrayList<>();
        Map<String, String> live = live();
        flat("", given).forEach((name, value) -> {
            if (!name.startsWith("settings.") && !name.startsWith("secrets.")) {
                if (!live.containsKey(name)) {
                    throw new BrokenEnvironment("Nobody reads back the value " + name + " that is given to Helm.");
                }
                if (!live.get(name).equals(value)) {
                    findings.add(ignored(name, value, live.get(name)));
                }
            }
        });
        for (Pod pod : namespace.pods(release)) {
            environment(pod.getMetadata().getName(), given).forEach((name, found) -> findings.add(found));
        }
        return findings;
    }

    private Map<String, Finding> environment(String pod, Map<String, ?> given) {
        Map<String, String> variables = variables(pod);
        Map<String, Finding> lost = new TreeMap<>();
        flat("", Map.of("settings", given.get("settings"))).forEach((name, value) -> {
            String seen = variables.get(name.substring("settings.".length()));
            if (!value.equals(seen)) {
                lost.put(name, ignored(name, value, (seen == null ? "not set" : seen) + " in the pod " + pod));
            }
        });
        flat("", Map.of("secrets", given.get("secrets"))).forEach((name, value) -> {
            String seen = variables.get(name.substring("secrets.".length()));
            if (!value.equals(seen)) {
                String found = (seen == null ? "not set" : "another value") + " in the pod " + pod;
                lost.put(name, ignored(name, "the value given", found));
            }
        });
        return lost;
    }

    private Finding ignored(String name, String expected, String found) {
        return Finding.of(Severity.ERROR, Kind.SETTING_IGNORED, "helm value " + name, "", expected, found);
    }

    /** The environment that a process in the pod has. */
    private Map<String, String> variables(String pod) {
        OwnNamespace.Executed said =
                namespace.execute(pod, LOOK, python, "-c", "import json, os; print(json.dumps(dict(os.environ)))");
        try {
            Map<String, String> variables = new TreeMap<>();
            JSON.readTree(said.output())
                    .properties()
                    .forEach(e -> variables.put(e.getKey(), e.getValue().asText()));
            if (said.exit() == 0 && !variables.isEmpty()) {
                return variables;
            }
        } catch (JsonProcessingException e) {
            throw new BrokenEnvironment("The pod " + pod + " does not tell its environment.", e);
        }
        throw new BrokenEnvironment("The pod " + pod + " does not tell its environment: "
                + said.error().strip());
    }

    private static Map<String, String> flat(String path, Map<?, ?> values) {
        Map<String, String> flat = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            String name = path + key;
            if (value instanceof Map<?, ?> inner) {
                flat.putAll(flat(name + ".", inner));
            } else {
                flat.put(name, String.valueOf(value));
            }
        });
        return flat;
    }

    private Map<String, String> live() {
        Deployment deployment = client.apps()
                .deployments()
                .inNamespace(namespace.name())
                .withName(release)
                .get();
        PodSpec pod = deployment.getSpec().getTemplate().getSpec();
        Container container = pod.getContainers().get(0);
        Map<String, String> live = new TreeMap<>();
        live.put("replicas", said(deployment.getSpec().getReplicas()));
        live.put("progressSeconds", said(deployment.getSpec().getProgressDeadlineSeconds()));
        live.put("image", said(container.getImage()));
        live.put("command", said(container.getCommand()));
        live.put("port", said(container.getPorts().get(0).getContainerPort()));
        live.put("livePath", path(container.getLivenessProbe()));
        live.put("readyPath", path(container.getReadinessProbe()));
        Probe start = container.getStartupProbe();
        live.put(
                "startSeconds",
                start == null ? "no probe" : said(start.getFailureThreshold() * start.getPeriodSeconds()));
        String drain = drain(container);
        live.put("drainSeconds", drain);
        long grace = pod.getTerminationGracePeriodSeconds();
        live.put("stopSeconds", drain.matches("\\d+") ? said(grace - Long.parseLong(drain)) : drain);
        Job job = client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace.name())
                .withName(release + MIGRATION)
                .get();
        live.put("migration.enabled", said(job != null));
        live.put(
                "migration.seconds", job == null ? "no Job" : said(job.getSpec().getActiveDeadlineSeconds()));
        live.put(
                "migration.command",
                job == null
                        ? "no Job"
                        : said(job.getSpec()
                                .getTemplate()
                                .getSpec()
                                .getContainers()
                                .get(0)
                                .getCommand()));
        return live;
    }

    private static String drain(Container container) {
        if (container.getLifecycle() == null
                || container.getLifecycle().getPreStop() == null
                || container.getLifecycle().getPreStop().getExec() == null) {
            return "no preStop hook";
        }
        List<String> command = container.getLifecycle().getPreStop().getExec().getCommand();
        return command.get(command.size() - 1);
    }

    private static String path(Probe probe) {
        return probe == null || probe.getHttpGet() == null
                ? "no probe"
                : probe.getHttpGet().getPath();
    }

    private static String said(Object value) {
        return String.valueOf(value);
    }
}
