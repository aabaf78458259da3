package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.upgradeharness.docker.GatewayImage;
import org.upgradeharness.docker.ImageSource;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.product.Version;

class FailuresTest {
    private static final Side SIDE = new Side(
            new GatewayImage(
                    "gateway:1.0.0",
                    "sha256:1",
                    ImageSource.LOCAL,
                    "a test",
                    Version.parse("1.0.0"),
                    List.of("a"),
                    "3.11.2"),
            Map.of());

    @ParameterizedTest
    @CsvSource({
        "true, 0, ''",
        "true, 143, ''",
        "true, 1, exit code 1",
        "true, 137, exit code 137",
        "false, 137, had to be killed"
    })
    void aStopEndsWellOrByTheSignalItself(boolean ended, long exitCode, String found) {
        assertThat(Failures.stop(SIDE, ended, exitCode, 10).map(Finding::found).orElse(""))
                .isEqualTo(found);
    }
}
