package org.upgradeharness.scenarios.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.config.Secrets;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.product.Configuration;
import org.upgradeharness.run.RunSetup;
import org.upgradeharness.run.UpgradeCase;
import org.upgradeharness.store.Engine;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.Timeline;
import org.upgradeharness.witness.contextforge.ContextForge;

/** The checks of configurations are seen to go red on the real gateway. */
class ConfigurationIT {
    /** 1.0.0rc1 reads it, 1.0.0 does not. */
    private static final String GONE = "MCP_SESSION_POOL_ENABLED";

    @TempDir
    static Path folder;

    private static RunSetup setup;

    @BeforeAll
    static void open() {
        setup = RunSetup.open(
                Requests.runId(),
                Requests.withOldSettings(
                        "RC1", "GA", List.of(Engine.SQLITE), folder.resolve("report"), Map.of(GONE, "false")),
                Requests.contextForge(),
                ContextForge.witnesses(),
                Requests.FIXTURES,
                new Secrets(),
                new Timeline(),
                line -> {});
    }

    @AfterAll
    static void close() {
        setup.close();
    }

    private static UpgradeCase begun(String way) {
        UpgradeCase upgrade = new UpgradeCase(
                setup.run(), setup.bench(Engine.SQLITE), new CaseKey("UPG-01", "configuration", "sqlite", way));
        upgrade.seeded(setup.run().from());
        return upgrade;
    }

    @Test
    void aSettingWithoutEffectIsNamed() {
        UpgradeCase upgrade = begun("old-settings");
        upgrade.compareSettings(setup.run().to());
        assertThat(upgrade.findings())
                .singleElement()
                .satisfies(f -> assertThat(f.object()).isEqualTo(GONE))
                .satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.SETTING_IGNORED))
                .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.WARNING));
    }

    @Test
    void anOutcomeThatDoesNotComeIsAFinding() {
        UpgradeCase upgrade = begun("harmless");
        Configuration harmless = new Configuration(
                "harmless",
                Map.of("LOG_LEVEL", "ERROR"),
                List.of(new Configuration.Outcome(
                        null, null, List.of(Kind.SECRET_UNREADABLE), List.of(), false, "declared in error")));
        assertThat(upgrade.moveTo(setup.run().to(), harmless)).isTrue();
        List<Finding> failing = upgrade.failing();
        assertThat(failing)
                .as(failing.toString())
                .singleElement()
                .satisfies(f -> assertThat(f.kind()).isEqualTo(Kind.OUTCOME_MISSING))
                .satisfies(f -> assertThat(f.object()).isEqualTo("harmless"));
    }
}
