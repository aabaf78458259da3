package org.upgradeharness.scenarios.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.upgradeharness.config.UsageError;
import org.upgradeharness.defect.Defect;
import org.upgradeharness.defect.Defects;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.store.Engine;

class SelftestRequestTest {
    private static final List<Engine> BOTH = List.of(Engine.POSTGRES, Engine.SQLITE);
    private static final List<Defect> ONE = Defects.named(
            Defects.read(FixtureSource.classPath(SelftestRequestTest.class.getClassLoader(), "fixtures")),
            List.of("row-lost"));

    private static SelftestRequest request(List<Defect> defects, List<Engine> engines, String caseId) {
        return new SelftestRequest(defects, engines, Control.of(caseId), 1, Path.of("report"));
    }

    @Test
    void controlsOfARollRunWhereReplicasCanShareAStore() {
        assertThat(request(List.of(), BOTH, "UPG-06").engines()).containsExactly(Engine.POSTGRES);
        assertThat(request(ONE, BOTH, "UPG-01").engines()).isEqualTo(BOTH);
    }

    @Test
    void whatWouldRunNothingOrAnotherThingIsRefused() {
        List<Engine> sqlite = List.of(Engine.SQLITE);
        assertThatThrownBy(() -> request(List.of(), sqlite, "UPG-06"))
                .isInstanceOf(UsageError.class)
                .hasMessage("The control of UPG-06 runs on none of these engines.");
        assertThatThrownBy(() -> request(ONE, BOTH, "UPG-06"))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("--case UPG-06 goes with --controls-only");
        assertThatThrownBy(() -> request(List.of(), BOTH, "UPG-02"))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("controls are there of [UPG-01, UPG-06]");
    }
}
