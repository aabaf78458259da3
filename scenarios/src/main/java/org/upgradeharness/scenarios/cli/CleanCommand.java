package org.upgradeharness.scenarios.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.docker.ContainerEngine;
import org.upgradeharness.docker.Sweep;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./upgrade clean}. */
@Command(
        name = "clean",
        description =
                "Removes every container, network, volume, store and temporary file that carries the harness's label, of runs that still go on too.",
        mixinStandardHelpOptions = true,
        versionProvider = HarnessVersion.class,
        footer = {
            "",
            "Examples:",
            "  ./upgrade clean",
            "  ./upgrade clean --images     the images that were built here as well"
        })
final class CleanCommand implements Callable<Integer> {
    @Option(
            names = "--images",
            description = "Removes the images that were built here as well; the next run builds them anew.")
    private boolean images;

    @Override
    public Integer call() {
        Sweep sweep = new Sweep(ContainerEngine.connect(HostEnvironment.current()));
        List<Sweep.Swept> swept = new ArrayList<>(List.of(sweep.everything()));
        if (images) {
            swept.add(sweep.images());
        }
        swept.forEach(s -> s.removed().forEach(line -> System.out.println("removed " + line)));
        swept.forEach(s -> s.left().forEach(line -> System.err.println("left    " + line)));
        if (swept.stream().allMatch(s -> s.removed().isEmpty() && s.left().isEmpty())) {
            System.out.println("Nothing was left.");
        }
        return swept.stream().allMatch(s -> s.left().isEmpty()) ? 0 : Upgrade.BROKEN;
    }
}
