package org.upgradeharness.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OwnerTest {
    private static final Owner SELF = Owner.current();

    @Test
    void thisProcessIsAlive() {
        assertThat(Owner.parse(SELF.toString())).contains(SELF);
        assertThat(SELF.isAlive()).isTrue();
    }

    @Test
    void aLaterProcessWithTheSameNumberIsAnother() {
        assertThat(new Owner(SELF.pid(), SELF.started() - 60_000, SELF.boot(), SELF.host()).isAlive())
                .isFalse();
    }

    @Test
    void nothingOutlivesABoot() {
        assertThat(new Owner(SELF.pid(), SELF.started(), "another boot", SELF.host()).isAlive())
                .isFalse();
    }

    @Test
    void aProcessThatEndedIsDead() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        Owner owner = new Owner(process.pid(), SELF.started(), SELF.boot(), SELF.host());
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(owner.isAlive()).isFalse();
    }

    @Test
    void runsOfAnotherMachineAreLeftAloneForHalfADay() {
        assertThat(new Owner(1, System.currentTimeMillis(), "b", "elsewhere").isAlive())
                .isTrue();
        assertThat(new Owner(1, System.currentTimeMillis() - 13 * 3_600_000L, "b", "elsewhere").isAlive())
                .isFalse();
    }

    @Test
    void whereManyMachinesShareAnotherBootMayBeAnotherMachine() {
        assertThat(Labels.isDeadEverywhere(new Owner(1, System.currentTimeMillis(), "b", SELF.host()).toString()))
                .isFalse();
        assertThat(Labels.isDeadEverywhere(
                        new Owner(1, System.currentTimeMillis() - 13 * 3_600_000L, "b", SELF.host()).toString()))
                .isTrue();
        assertThat(Labels.isDeadEverywhere(
                        new Owner(SELF.pid(), SELF.started() - 1, SELF.boot(), SELF.host()).toString()))
                .isTrue();
        assertThat(Labels.isDeadEverywhere("nobody")).isFalse();
    }

    @Test
    void whatIsNoOwnerIsNone() {
        assertThat(Owner.parse(null)).isEmpty();
        assertThat(Owner.parse("1/2/3")).isEmpty();
        assertThat(Owner.parse("x/2/3/4")).isEmpty();
    }

    @Test
    void aRunFolderTellsItsOwnerAndGoesWithAllThatIsInIt() throws IOException {
        Labels labels = Labels.of("owner-test-" + SELF.pid());
        Path path;
        try (RunFolder folder = RunFolder.open(labels)) {
            path = folder.path();
            Files.writeString(folder.folder("deep").resolve("file"), "x");
            assertThat(RunFolder.owner(path)).isEqualTo(labels.owner());
            assertThat(RunFolder.all()).contains(path);
        }
        assertThat(path).doesNotExist();
    }
}
