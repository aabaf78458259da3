package org.upgradeharness.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RolloutTest {
    private static Deployment deployment(long observed, Integer replicas, Integer updated, Integer available) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withGeneration(2L)
                .endMetadata()
                .withNewSpec()
                .withReplicas(3)
                .endSpec()
                .withNewStatus()
                .withObservedGeneration(observed)
                .withReplicas(replicas)
                .withUpdatedReplicas(updated)
                .withAvailableReplicas(available)
                .endStatus()
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "2, 3, 3, 3, COMPLETE",
        "1, 3, 3, 3, UNDECIDED",
        "2, 4, 3, 3, UNDECIDED",
        "2, 3, 2, 3, UNDECIDED",
        "2, 3, 3, 2, UNDECIDED",
        "2, 3, 3, , UNDECIDED"
    })
    void isCompleteWhenAllAreNewAndAvailable(
            long observed, Integer replicas, Integer updated, Integer available, Rollout.End end) {
        assertThat(Rollout.now(deployment(observed, replicas, updated, available)))
                .isEqualTo(end);
    }

    @Test
    void hasStalledWhenKubernetesSaysSo() {
        Deployment stalled = new DeploymentBuilder(deployment(2, 4, 1, 3))
                .editStatus()
                .addNewCondition()
                .withType("Progressing")
                .withStatus("False")
                .withReason("ProgressDeadlineExceeded")
                .endCondition()
                .endStatus()
                .build();
        assertThat(Rollout.now(stalled)).isEqualTo(Rollout.End.STALLED);
    }
}
