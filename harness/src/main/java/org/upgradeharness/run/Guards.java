package org.upgradeharness.run;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.judge.RowComparison;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.store.GeneratedRows;
import org.upgradeharness.store.Store;
import org.upgradeharness.witness.Observation;
import org.upgradeharness.witness.Seedbed;
import org.upgradeharness.witness.Witness;

/**
 * Guards against a pass that saw nothing. They judge the old side and the harness alone: what is empty after the new release
 * has run is the product's fault and a finding.
 */
final class Guards {
    private Guards() {}

    /** Each witness that has something to seed has seeded it. */
    static void seeded(List<Witness> witnesses, Seedbed bed) {
        Map<String, Integer> counts = bed.counts();
        for (Witness witness : witnesses) {
            if (witness.seeds() && counts.getOrDefault(witness.feature(), 0) == 0) {
                throw new BrokenEnvironment(
                        "The witness of " + witness.feature() + " seeded nothing: nothing could be judged by it.");
            }
        }
    }

    /** The tables that were to be filled are full. */
    static void bulk(Set<String> filled, Map<String, Long> rows, int atLeast) {
        List<String> poor = filled.stream()
                .filter(t -> rows.getOrDefault(t, 0L) < atLeast)
                .map(t -> t + " with " + rows.getOrDefault(t, 0L))
                .toList();
        if (filled.isEmpty() || !poor.isEmpty()) {
            throw new BrokenEnvironment("The tables that grow were to hold " + atLeast + " rows each; there "
                    + (filled.isEmpty() ? "is none." : "is " + String.join(", ", poor) + "."));
        }
    }

    /** Rows were generated. */
    static void generated(GeneratedRows.Made made) {
        if (made.made().isEmpty()) {
            throw new BrokenEnvironment("The store took none of the rows that were generated for it: "
                    + made.refused().stream().findFirst().orElse("it has no table"));
        }
    }

    /** Each witness saw something on the old release: nothing on both sides would be equal. */
    static void seen(List<Witness> witnesses, Observation old) {
        for (Witness witness : witnesses) {
            if (old.entities().getOrDefault(witness.feature(), Map.of()).isEmpty()) {
                throw new BrokenEnvironment("The witness of " + witness.feature()
                        + " saw nothing on the old release: whatever the new one shows would look the same.");
            }
        }
        if (old.endpoints().isEmpty()) {
            throw new BrokenEnvironment("The old release documents no endpoint: none would be asked on the new one.");
        }
        old.others().forEach((who, answers) -> {
            if (Admission.told(answers).isEmpty()) {
                throw new BrokenEnvironment("No endpoint of the old release let " + who
                        + " in or refused it: whatever the new one does would look the same.");
            }
        });
    }

    /** The seeded store stands where the old release's own migrations end: it is not the new release's already. */
    static void atOldHead(Side side, List<String> versions) {
        if (!versions.equals(side.image().heads())) {
            throw new BrokenEnvironment("The store that " + side.version() + " made stands at "
                    + VersionJudge.OBJECT + " " + versions + " and not at its head "
                    + side.image().heads()
                    + ": another release was started in its place.");
        }
    }

    /** A wait for a release has seen it ready. */
    static void waited(Gateway gateway) {
        if (!gateway.seenReady()) {
            throw new BrokenEnvironment("The wait for " + gateway.name()
                    + " ended without a right answer to all its readiness probes: the run must not go on.");
        }
    }

    /** What is compared are two stores. */
    static void twoStores(Store old, Store now) {
        if (old.address().equals(now.address())) {
            throw new BrokenEnvironment(
                    "Old and new would be read from the same store " + old.name() + ": they could not differ.");
        }
    }

    /** Every row that the old release left was compared. */
    static void allCompared(Map<String, Long> left, RowComparison compared) {
        left.forEach((table, rows) -> {
            long looked = compared.counts().containsKey(table)
                    ? compared.counts().get(table).before()
                    : 0;
            if (looked != rows && !table.equals(VersionJudge.TABLE)) {
                throw new BrokenEnvironment("Of " + rows + " rows of table " + table + " that the old release left "
                        + looked + " were compared.");
            }
        });
        if (compared.rowsCompared() == 0) {
            throw new BrokenEnvironment("No row was compared.");
        }
    }

    /** A witness that uses the new release has tried something. */
    static void tried(Witness witness, int checks) {
        if (witness.uses() && checks == 0) {
            throw new BrokenEnvironment("The witness of " + witness.feature() + " tried nothing on the new release.");
        }
    }
}
