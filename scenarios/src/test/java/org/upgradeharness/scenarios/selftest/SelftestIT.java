package org.upgradeharness.scenarios.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.upgradeharness.defect.Defect;
import org.upgradeharness.defect.Defects;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.judge.AllowedChange;
import org.upgradeharness.judge.ApiChange;
import org.upgradeharness.judge.Facts;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.LogAllowance;
import org.upgradeharness.judge.RowComparison;
import org.upgradeharness.judge.Showing;
import org.upgradeharness.run.Instruments;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.witness.WitnessSet;
import org.upgradeharness.witness.contextforge.ContextForge;

/** Every defect is found and nothing else; and a check that is switched off is noticed. */
@Isolated("it keeps the whole machine busy")
class SelftestIT {
    private static final FixtureSource FIXTURES =
            FixtureSource.classPath(SelftestIT.class.getClassLoader(), "fixtures");
    private static final List<Defect> ALL = Defects.named(Defects.read(FIXTURES), List.of());
    private static final WitnessSet WITNESSES = ContextForge.witnesses();

    @TempDir
    Path folder;

    private Score selftest(List<Defect> defects, List<Engine> engines, Instruments instruments) {
        SelftestRequest request = new SelftestRequest(defects, engines, Control.OWN_START, 1, folder.resolve("report"));
        return new Selftest("test-" + Long.toString(System.nanoTime(), 36), request, FIXTURES, instruments)
                .execute(line -> {});
    }

    @Test
    void everyDefectIsFoundAndNothingElse() {
        Score score = selftest(ALL, List.of(Engine.POSTGRES, Engine.SQLITE), () -> WITNESSES);
        assertThat(score.exitCode()).as(SelftestTable.of(score)).isZero();
        assertThat(score.planted()).hasSizeGreaterThanOrEqualTo(ALL.size());
        assertThat(score.controls()).isEqualTo(2);
    }

    @Test
    void checksThatAreSwitchedOffAreNamedAndTheOthersSeeOn() {
        Map<String, String> blind = Map.of(
                "empty-to-null", "changed-value servers.description",
                "table-left-over", "schema-difference _alembic_tmp_tools",
                "errors-in-log", "log-error log:jobs");
        List<Defect> some = ALL.stream()
                .filter(d -> blind.containsKey(d.name()) || d.name().equals("row-lost"))
                .toList();
        assertThat(some).hasSize(blind.size() + 1);
        Score score = selftest(some, List.of(Engine.SQLITE), new WithoutValuesSchemaAndLog());
        assertThat(score.exitCode()).as(SelftestTable.of(score)).isEqualTo(1);
        assertThat(score.planted())
                .filteredOn(row -> !row.caught())
                .extracting(Row::name)
                .containsExactlyInAnyOrderElementsOf(blind.keySet());
        assertThat(score.headline()).contains("; blind: ");
        blind.forEach((defect, check) -> assertThat(score.headline()).contains(check + " (" + defect + " on sqlite)"));
    }

    private static final class WithoutValuesSchemaAndLog implements Instruments {
        @Override
        public WitnessSet witnesses() {
            return WITNESSES;
        }

        @Override
        public RowComparison rows(
                StoreReader before,
                StoreReader after,
                List<AllowedChange> allowed,
                Consumer<String> sink,
                Showing showing) {
            RowComparison whole = Instruments.super.rows(before, after, allowed, sink, showing);
            return new RowComparison(
                    withoutValues(whole.findings()), whole.counts(), whole.rowsCompared(), whole.tablesCompared());
        }

        @Override
        public List<Finding> facts(Facts before, Facts after, List<ApiChange> changes) {
            return withoutValues(Instruments.super.facts(before, after, changes));
        }

        @Override
        public List<Finding> schema(Catalogue upgraded, Catalogue fresh, ToLongFunction<String> rows) {
            return List.of();
        }

        @Override
        public List<Finding> log(List<String> lines, List<String> before, List<LogAllowance> allowed) {
            return List.of();
        }
    }

    private static List<Finding> withoutValues(List<Finding> findings) {
        return findings.stream().filter(f -> f.kind() != Kind.CHANGED_VALUE).toList();
    }
}
