package org.upgradeharness.scenarios.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.upgradeharness.defect.Defect;
import org.upgradeharness.defect.Defects;
import org.upgradeharness.docker.FixtureSource;
import org.upgradeharness.judge.AllowedChange;
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
    void aCheckThatIsSwitchedOffIsNamed() throws IOException {
        List<Defect> three = ALL.stream()
                .filter(d -> List.of("empty-to-null", "table-left-over", "errors-in-log")
                        .contains(d.name()))
                .toList();
        assertThat(three).hasSize(3);
        blind(three, new WithoutChangedValues(), "empty-to-null", "changed-value servers.description");
        blind(three, new WithoutSchema(), "table-left-over", "schema-difference _alembic_tmp_tools");
        blind(three, new WithoutLog(), "errors-in-log", "log-error log:jobs");
    }

    private void blind(List<Defect> three, Instruments instruments, String defect, String check) {
        Score score = selftest(three, List.of(Engine.SQLITE), instruments);
        assertThat(score.exitCode()).as(SelftestTable.of(score)).isEqualTo(1);
        assertThat(score.planted())
                .filteredOn(row -> !row.caught())
                .extracting(Row::name)
                .containsExactly(defect);
        assertThat(score.headline()).contains("blind: " + check + " (" + defect + " on sqlite)");
    }

    private abstract static class Real implements Instruments {
        @Override
        public WitnessSet witnesses() {
            return WITNESSES;
        }
    }

    private static final class WithoutChangedValues extends Real {
        @Override
        public RowComparison rows(
                StoreReader before,
                StoreReader after,
                List<AllowedChange> allowed,
                Consumer<String> sink,
                Showing showing) {
            RowComparison whole = super.rows(before, after, allowed, sink, showing);
            return new RowComparison(
                    without(Kind.CHANGED_VALUE, whole.findings()),
                    whole.counts(),
                    whole.rowsCompared(),
                    whole.tablesCompared());
        }

        @Override
        public List<Finding> facts(
                org.upgradeharness.judge.Facts before,
                org.upgradeharness.judge.Facts after,
                List<org.upgradeharness.judge.ApiChange> changes) {
            return without(Kind.CHANGED_VALUE, super.facts(before, after, changes));
        }
    }

    private static final class WithoutSchema extends Real {
        @Override
        public List<Finding> schema(Catalogue upgraded, Catalogue fresh, ToLongFunction<String> rows) {
            return List.of();
        }
    }

    private static final class WithoutLog extends Real {
        @Override
        public List<Finding> log(List<String> lines, List<String> before, List<LogAllowance> allowed) {
            return List.of();
        }
    }

    private static List<Finding> without(Kind kind, List<Finding> findings) {
        List<Finding> others = new ArrayList<>(findings);
        others.removeIf(f -> f.kind() == kind);
        return others;
    }
}
