package org.upgradeharness.run;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.judge.AllowedChange;
import org.upgradeharness.judge.ApiChange;
import org.upgradeharness.judge.BuiltInRows;
import org.upgradeharness.judge.FactJudge;
import org.upgradeharness.judge.Facts;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.LogAllowance;
import org.upgradeharness.judge.LogJudge;
import org.upgradeharness.judge.RowComparison;
import org.upgradeharness.judge.RowJudge;
import org.upgradeharness.judge.SchemaJudge;
import org.upgradeharness.judge.Showing;
import org.upgradeharness.judge.VersionJudge;
import org.upgradeharness.store.Catalogue;
import org.upgradeharness.store.StoreReader;
import org.upgradeharness.store.StoreServer;
import org.upgradeharness.witness.WitnessSet;

/**
 * What a run measures with: its witnesses, stores, waits and judges. Every run has the real ones, but where the harness is
 * itself put to the test: then one of them is broken on purpose, and the run must notice.
 */
@FunctionalInterface
public interface Instruments {
    /** The product's witnesses. */
    WitnessSet witnesses();

    /** Where copies of stores come from. */
    default StoreServer stores(StoreServer server) {
        return server;
    }

    /** Waits for a gateway. */
    default void awaitReady(Gateway gateway) {
        gateway.awaitReady();
    }

    /** Compares all rows; {@code showing} says what the lines of the sink may tell of them. */
    default RowComparison rows(
            StoreReader before,
            StoreReader after,
            List<AllowedChange> allowed,
            Consumer<String> sink,
            Showing showing) {
        return RowJudge.compare(before, after, allowed, sink, showing);
    }

    /** Judges the version row. */
    default List<Finding> version(StoreReader now, String head) {
        return VersionJudge.judge(now, head);
    }

    /** Compares two schemas. */
    default List<Finding> schema(Catalogue upgraded, Catalogue fresh, ToLongFunction<String> rows) {
        return SchemaJudge.compare(upgraded, fresh, rows);
    }

    /** Looks for what a fresh installation brings along. */
    default List<Finding> builtIn(BuiltInRows fresh, StoreReader upgraded, Catalogue old, Set<String> logs) {
        return fresh.judge(upgraded, old, logs);
    }

    /** Compares two observations. */
    default List<Finding> facts(Facts before, Facts after, List<ApiChange> changes) {
        return FactJudge.compare(before, after, changes);
    }

    /** Judges a log. */
    default List<Finding> log(List<String> lines, List<String> before, List<LogAllowance> allowed) {
        return LogJudge.judge(lines, before, allowed);
    }
}
