package org.upgradeharness.docker;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.nio.file.Files;
import org.upgradeharness.config.HostEnvironment;

/** A run that makes one of everything and never ends: it is killed. */
final class Leaver {
    private Leaver() {}

    public static void main(String[] arguments) throws IOException {
        ContainerEngine engine = ContainerEngine.connect(HostEnvironment.current());
        Labels labels = Labels.of(arguments[0]);
        String image = arguments[1];
        DockerClient client = engine.client();
        client.createNetworkCmd()
                .withName(arguments[0])
                .withLabels(labels.asMap())
                .exec();
        client.createVolumeCmd()
                .withName(arguments[0])
                .withLabels(labels.asMap())
                .exec();
        String id = client.createContainerCmd(image)
                .withName(arguments[0])
                .withEntrypoint("sleep", "600")
                .withLabels(labels.asMap())
                .withHostConfig(com.github.dockerjava.api.model.HostConfig.newHostConfig()
                        .withNetworkMode(arguments[0])
                        .withBinds(com.github.dockerjava.api.model.Bind.parse(arguments[0] + ":/data")))
                .exec()
                .getId();
        client.startContainerCmd(id).exec();
        Files.writeString(RunFolder.open(labels).folder("store").resolve("file"), "x");
        System.out.println("left");
        System.out.flush();
        while (System.in.read() >= 0) {
            System.out.println("still here");
        }
    }
}
