package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.upgradeharness.product.MigratorSpec;
import org.upgradeharness.product.StartSpec;

class ChartValuesTest {
    private static final StartSpec START = new StartSpec(
            List.of("serve"),
            4444,
            60,
            40,
            List.of(new StartSpec.Probe("/health", "status", "ok"), new StartSpec.Probe("/ready", "status", "ok")));

    private static ChartValues values() {
        return ChartValues.gateway(
                "an/image:1",
                3,
                START,
                Map.of("LOG_LEVEL", "DEBUG", "KEY", "hidden", "DATABASE_URL", "with a password"),
                Set.of("KEY"));
    }

    @Test
    void whatNobodyMaySeeIsNoSetting() {
        assertThat(values().all())
                .containsEntry("settings", Map.of("LOG_LEVEL", "DEBUG"))
                .containsEntry("secrets", Map.of("KEY", "hidden", "DATABASE_URL", "with a password"))
                .containsEntry("livePath", "/health")
                .containsEntry("readyPath", "/ready")
                .containsEntry("migration", Map.of("enabled", false));
    }

    @Test
    void anotherSetOfValuesLeavesTheFirstAsItWas() {
        ChartValues first = values();
        ChartValues migrating = first.migrating(new MigratorSpec("title", List.of("migrate"), 300, List.of()));
        ChartValues broken = first.neverServing("python3", 30);
        assertThat(migrating.all())
                .containsEntry("migration", Map.of("enabled", true, "command", List.of("migrate"), "seconds", 300));
        assertThat(broken.all()).containsEntry("progressSeconds", 30);
        assertThat(first.all()).containsEntry("command", List.of("serve")).containsEntry("progressSeconds", 100);
    }
}
