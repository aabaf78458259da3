package org.upgradeharness.docker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.upgradeharness.config.BrokenEnvironment;

/** A command of somebody's that brings an image of this machine to where it is to run. */
public final class LoadCommand {
    private static final String PLACE = "{image}";

    private LoadCommand() {}

    /**
     * Runs it by the shell. The image's name takes the place of <code>{image}</code>, or is added at the end.
     *
     * @throws BrokenEnvironment if it fails or does not end in time
     */
    public static void run(String command, String image, Duration limit) {
        String line = command.contains(PLACE) ? command.replace(PLACE, "\"$1\"") : command + " \"$1\"";
        HostProcess.Ended ended = HostProcess.run(List.of("sh", "-c", line, "load-command", image), Map.of(), limit);
        if (ended.exit() != 0) {
            throw new BrokenEnvironment("The command after --kube-load-command ended with " + ended.exit() + " for "
                    + image + ": " + ended.output().lastWords());
        }
    }
}
