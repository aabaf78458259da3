package org.upgradeharness.scenarios.cli;

import java.util.concurrent.Callable;
import org.upgradeharness.config.UsageError;
import picocli.CommandLine.Command;

/** {@code ./upgrade test}: carried out by the launcher script, which sets the machine up and calls Maven. */
@Command(
        name = "test",
        description = "Every test of the project: the same as mvn verify, with the set-up that a fresh machine lacks.",
        mixinStandardHelpOptions = true,
        versionProvider = HarnessVersion.class,
        footer = {"", "Example:", "  ./upgrade test"})
final class TestCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UsageError("The tests are run by the script ./upgrade, not by this program; call ./upgrade test.");
    }
}
