package org.upgradeharness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.upgradeharness.product.Version;
import org.upgradeharness.timeline.CaseKey;

class StaleEntriesTest {
    private static final Version RC1 = Version.parse("1.0.0rc1");
    private static final Version GA = Version.parse("1.0.0");

    private final StaleEntries stale = new StaleEntries();

    private static CaseKey key(String way, String engine) {
        return new CaseKey("UPG-01", "", engine, way);
    }

    @Test
    void anEntryIsStaleWhenNoCaseOfThePairFoundIt() {
        stale.told(key("own-start", "sqlite"), RC1, GA, List.of("a", "b"));
        stale.told(key("command-line", "sqlite"), RC1, GA, List.of("b", "c"));
        assertThat(stale.sentences()).containsExactly("stale known finding, 1.0.0rc1 → 1.0.0 on sqlite: b");
    }

    @Test
    void enginesAndPairsAreJudgedByThemselves() {
        stale.told(key("own-start", "sqlite"), RC1, GA, List.of("a"));
        stale.told(key("own-start", "postgres"), RC1, GA, List.of());
        stale.told(key("restart", "postgres"), GA, GA, List.of("a"));
        assertThat(stale.sentences())
                .containsExactly(
                        "stale known finding, 1.0.0rc1 → 1.0.0 on sqlite: a",
                        "stale known finding, 1.0.0 → 1.0.0 on postgres: a");
    }

    @Test
    void theLastWordOfACaseCounts() {
        stale.told(key("own-start", "sqlite"), RC1, GA, List.of("a"));
        stale.told(key("own-start", "sqlite"), RC1, GA, List.of());
        assertThat(stale.sentences()).isEmpty();
        assertThat(new StaleEntries().sentences()).isEmpty();
    }
}
