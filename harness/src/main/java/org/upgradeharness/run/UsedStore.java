package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.upgradeharness.judge.AllowedChange;
import org.upgradeharness.judge.BackFill;
import org.upgradeharness.judge.CopiedValues;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.RowComparison;
import org.upgradeharness.judge.RowsAtStop;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.timeline.StepNames;

/** The layers of a judgement that read the store when the release was used: it is remembered right before the stop, and read after it. */
final class UsedStore {
    private final Run run;
    private final Judgement judgement;
    private final Store store;
    private final RowsAtStop beforeStop;

    /** Remembers what is there; to be called right before the release stops. */
    UsedStore(Run run, Judgement judgement, Store store) {
        this.run = run;
        this.judgement = judgement;
        this.store = store;
        Set<String> written = new HashSet<>(judgement.store().logs());
        run.witnesses().witnesses().forEach(witness -> written.addAll(witness.writtenLate()));
        try (StoreReader reader = StoreReader.open(store.address())) {
            this.beforeStop = RowsAtStop.before(reader, written);
        }
    }

    /** A stop makes nothing that nobody saw before. */
    void atStop() {
        judgement.layer("look whether the stop made rows of its own", () -> {
            try (StoreReader reader = StoreReader.open(store.address())) {
                return beforeStop.since(reader);
            }
        });
    }

    /** Every row of the old store once more: what nobody used is as it was. */
    void leftAlone() {
        judgement.layer(
                StepNames.LEFT_ALONE,
                () -> judgement.store().sinceBefore(store, (before, after) -> {
                    Catalogue old = before.catalogue();
                    RowComparison compared = judgement
                            .store()
                            .compared(
                                    before,
                                    after,
                                    "row-differences-after-use.txt",
                                    rules -> LeftAlone.used(rules, old));
                    Guards.allCompared(judgement.old().rows(), compared);
                    return LeftAlone.since(
                            judgement.told(), judgement.givenUp(), judgement.touched(), compared.findings());
                }));
    }

    /** What the release fills in new rows, and nobody filled in old ones, or with what is another row's. */
    void forgotten() {
        judgement.layer(
                "compare the new columns of old rows with those of new ones",
                () -> judgement.store().sinceBefore(store, (before, after) -> {
                    List<AllowedChange> declared = judgement.store().allowed();
                    List<Finding> findings = new ArrayList<>(BackFill.forgotten(before, after, declared));
                    findings.addAll(CopiedValues.judge(before, after, declared));
                    return findings;
                }));
    }

    /** Uses are written down: the release has written all that it had in mind when it stopped. */
    void counted() {
        judgement.layer(
                "see that uses were counted",
                () -> judgement.store().sinceBefore(store, (before, after) -> {
                    List<Finding> findings = new ArrayList<>();
                    run.witnesses().witnesses().stream()
                            .flatMap(witness -> witness.countedIn().stream())
                            .filter(table -> after.catalogue().table(table).isPresent())
                            .filter(table -> after.count(table) <= before.count(table))
                            .forEach(table -> findings.add(Finding.of(
                                    Severity.ERROR,
                                    Kind.LOST_WRITE,
                                    table,
                                    "",
                                    "more than " + before.count(table) + " rows, one for each use",
                                    after.count(table) + " rows")));
                    return findings;
                }));
    }
}
