package org.upgradeharness.scenarios.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.upgradeharness.config.HostEnvironment;
import org.upgradeharness.docker.Check;
import org.upgradeharness.docker.Doctor;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.run.LoadedProduct;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./upgrade doctor}. */
@Command(
        name = "doctor",
        description = "Everything a run needs: what is there, what is missing, and the cure. Exit code 0 or 3.",
        mixinStandardHelpOptions = true,
        versionProvider = HarnessVersion.class,
        footer = {"", "Example:", "  ./upgrade doctor"})
final class DoctorCommand implements Callable<Integer> {
    @Option(
            names = "--product",
            defaultValue = ReleaseOptions.USUAL,
            paramLabel = "NAME",
            description = "Product under test (default: ${DEFAULT-VALUE}).")
    private String product;

    @Override
    public Integer call() {
        FixtureSource fixtures = FixtureSource.classPath(DoctorCommand.class.getClassLoader(), "fixtures");
        List<Check> checks = new Doctor(
                        HostEnvironment.current(),
                        LoadedProduct.read(fixtures, product).product())
                .examine();
        System.out.print(Doctor.render(checks));
        return Doctor.isReady(checks) ? 0 : Upgrade.BROKEN;
    }
}
