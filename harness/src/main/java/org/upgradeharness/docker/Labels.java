package org.upgradeharness.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;

/**
 * What everything that a run creates carries, so that a later run can tell the leavings of a dead run from the
 * things of a living one.
 *
 * @param runId the run
 * @param owner the process that runs it, as text
 */
public record Labels(String runId, String owner) {
    /** The label that says that a thing is ours; its value is always {@code 1}. */
    public static final String OURS = "org.upgradeharness";

    static final String RUN = "org.upgradeharness.run";
    /** The label that says which process a thing belongs to, as text. */
    public static final String OWNER = "org.upgradeharness.owner";

    public Labels {
        if (!runId.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,80}")) {
            throw new IllegalArgumentException("no run id: " + runId);
        }
    }

    /** The labels of a run of this process. */
    public static Labels of(String runId) {
        return new Labels(runId, Owner.current().toString());
    }

    /** Whether the process that a label names has ended; nobody named is nobody alive. */
    public static boolean isDead(String owner) {
        return !Owner.parse(owner).map(Owner::isAlive).orElse(false);
    }

    /** Whether the process that a label names has certainly ended, where many machines use the same cluster. */
    public static boolean isDeadEverywhere(String owner) {
        return Owner.parse(owner).map(o -> !o.mayBeAlive()).orElse(false);
    }

    /** The labels by name. */
    public Map<String, String> asMap() {
        return Map.of(OURS, "1", RUN, runId, OWNER, owner);
    }

    /** Labels a container that is not yet started, and publishes its exposed ports on 127.0.0.1 only. */
    public <C extends GenericContainer<?>> C own(C container) {
        container.withLabels(asMap());
        container.withCreateContainerCmdModifier(Labels::publishOnLoopback);
        return container;
    }

    /** A new network with the labels; the caller closes it. */
    public Network network() {
        return Network.builder()
                .createNetworkCmdModifier(command -> command.withLabels(asMap()))
                .build();
    }

    private static void publishOnLoopback(CreateContainerCmd command) {
        HostConfig host = command.getHostConfig();
        ExposedPort[] exposed = command.getExposedPorts();
        if (host == null || exposed == null) {
            return;
        }
        List<PortBinding> loopback = new ArrayList<>();
        for (ExposedPort port : exposed) {
            loopback.add(new PortBinding(Ports.Binding.bindIp("127.0.0.1"), port));
        }
        host.withPublishAllPorts(false).withPortBindings(loopback);
    }
}
