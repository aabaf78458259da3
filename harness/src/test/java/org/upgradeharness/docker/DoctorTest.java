package org.upgradeharness.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.HostEnvironment;

class DoctorTest {
    @Test
    void showsEachCheckWithWhatWasFoundAndTheCure() {
        List<Check> checks = List.of(
                Check.ok("Java", "17"),
                Check.missing("container engine", "none answers", "start Docker"),
                Check.info("registry", "silent"));
        assertThat(Doctor.render(checks).lines())
                .containsExactly(
                        "ok       Java              17",
                        "missing  container engine  none answers",
                        "                           cure: start Docker",
                        "info     registry          silent");
        assertThat(Doctor.isReady(checks)).isFalse();
        assertThat(Doctor.isReady(List.of(checks.get(0), checks.get(2)))).isTrue();
    }

    @Test
    void takesEnginesFrom20Dot10On() {
        assertThat(Doctor.engineVersion("20.10.24+dfsg1").state()).isEqualTo(Check.State.OK);
        assertThat(Doctor.engineVersion("28.2.2").state()).isEqualTo(Check.State.OK);
        assertThat(Doctor.engineVersion("19.03.13").state()).isEqualTo(Check.State.MISSING);
        assertThat(Doctor.memory(1L << 30).state()).isEqualTo(Check.State.MISSING);
    }

    @Test
    void tellsAllThatIsMissingWithoutAnEngine() {
        HostEnvironment nowhere = new HostEnvironment(
                Map.of("TESTCONTAINERS_RYUK_DISABLED", "true", "DOCKER_HOST", "unix:///nowhere/docker.sock"));
        List<Check> checks = new Doctor(nowhere, Workshop.contextForge()).examine();
        assertThat(checks).extracting(Check::name).contains("Java", "temporary folder", "container engine");
        assertThat(Doctor.render(checks)).contains("/nowhere/docker.sock (DOCKER_HOST) does not exist");
    }
}
