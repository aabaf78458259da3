package org.upgradeharness.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network;
import java.util.List;
import java.util.Map;
import org.upgradeharness.config.BrokenEnvironment;

/**
 * The network of a run. Its range of addresses is the one that the engine would choose, and is asked for by name all the same: only
 * then does the engine let a container that was cut off come back with the address that it had.
 */
final class OwnNetwork {
    private static final int ATTEMPTS = 5;

    private final DockerClient client;
    private final String name;
    private final Map<String, String> labels;

    OwnNetwork(DockerClient client, String name, Map<String, String> labels) {
        this.client = client;
        this.name = name;
        this.labels = labels;
    }

    /**
     * Makes it.
     *
     * @return its id
     * @throws BrokenEnvironment if other networks take the range each time between the engine's choice and ours
     */
    String create() {
        String taken = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            String chosen = create(null);
            String range = range(chosen);
            if (range == null) {
                return chosen;
            }
            client.removeNetworkCmd(chosen).exec();
            try {
                return create(range);
            } catch (DockerException e) {
                if (!String.valueOf(e.getMessage()).contains("overlap")) {
                    throw e;
                }
                taken = e.getMessage();
            }
        }
        throw new BrokenEnvironment("The run's network could not be made in " + ATTEMPTS + " attempts: " + taken);
    }

    private String create(String range) {
        Network.Ipam ipam = range == null
                ? null
                : new Network.Ipam().withConfig(List.of(new Network.Ipam.Config().withSubnet(range)));
        return client.createNetworkCmd()
                .withName(name)
                .withCheckDuplicate(true)
                .withLabels(labels)
                .withIpam(ipam)
                .exec()
                .getId();
    }

    private String range(String id) {
        Network.Ipam ipam = client.inspectNetworkCmd().withNetworkId(id).exec().getIpam();
        return ipam == null || ipam.getConfig() == null
                ? null
                : ipam.getConfig().stream()
                        .map(Network.Ipam.Config::getSubnet)
                        .filter(subnet -> subnet != null && subnet.contains("."))
                        .findFirst()
                        .orElse(null);
    }
}
