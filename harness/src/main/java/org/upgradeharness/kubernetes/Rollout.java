package org.upgradeharness.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** The rollout of a Deployment, as {@code kubectl rollout status} sees it. */
public final class Rollout {
    /** What came of it. */
    public enum End {
        /** All replicas are new and available, and no old one counts any more. */
        COMPLETE,
        /** Kubernetes itself says that it does not get on. */
        STALLED,
        /** Neither within the limit. */
        UNDECIDED
    }

    private final KubernetesClient client;
    private final String namespace;
    private final String deployment;

    Rollout(KubernetesClient client, String namespace, String deployment) {
        this.client = client;
        this.namespace = namespace;
        this.deployment = deployment;
    }

    /** Waits until it is complete or has stalled. */
    public End await(Duration limit) {
        End[] seen = {End.UNDECIDED};
        try {
            Awaitility.await("the rollout of " + deployment)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(250))
                    .atMost(limit)
                    .until(() -> {
                        seen[0] = now(live());
                        return seen[0] != End.UNDECIDED;
                    });
        } catch (ConditionTimeoutException e) {
            return End.UNDECIDED;
        }
        return seen[0];
    }

    private Deployment live() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment)
                .get();
    }

    static End now(Deployment live) {
        DeploymentStatus status = live.getStatus();
        if (status == null
                || number(status.getObservedGeneration()) < live.getMetadata().getGeneration()) {
            return End.UNDECIDED;
        }
        if (status.getConditions().stream().anyMatch(Rollout::stalled)) {
            return End.STALLED;
        }
        int wanted = live.getSpec().getReplicas();
        boolean complete = number(status.getUpdatedReplicas()) == wanted
                && number(status.getReplicas()) == wanted
                && number(status.getAvailableReplicas()) == wanted;
        return complete ? End.COMPLETE : End.UNDECIDED;
    }

    private static boolean stalled(DeploymentCondition condition) {
        return "Progressing".equals(condition.getType())
                && "False".equals(condition.getStatus())
                && "ProgressDeadlineExceeded".equals(condition.getReason());
    }

    private static long number(Number number) {
        return number == null ? 0 : number.longValue();
    }

    /** Its state in words. */
    public String words() {
        DeploymentStatus status = live().getStatus();
        return number(status.getReplicas()) + " pods, " + number(status.getUpdatedReplicas()) + " of them new, "
                + number(status.getAvailableReplicas()) + " available";
    }
}
