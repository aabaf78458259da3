package org.upgradeharness.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.BrokenEnvironment;

class LoadCommandTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    @Test
    void theImageIsPutInOrAddedAtTheEnd() {
        LoadCommand.run("echo loading {image} > " + folder.resolve("in") + " && test a = a", "an/image:1", LIMIT);
        LoadCommand.run("echo > " + folder.resolve("end") + " loading", "an/image:1", LIMIT);
        assertThat(folder.resolve("in")).hasContent("loading an/image:1");
        assertThat(folder.resolve("end")).hasContent("loading an/image:1");
    }

    @Test
    void aCommandThatFailsIsSaidToHave() {
        assertThatThrownBy(() -> LoadCommand.run("echo no such cluster; exit 7; true", "an/image:1", LIMIT))
                .isInstanceOf(BrokenEnvironment.class)
                .hasMessage("The command after --kube-load-command ended with 7 for an/image:1: "
                        + "Its last lines: no such cluster");
    }
}
