package org.upgradeharness.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.upgradeharness.crash.CrashSite;
import org.upgradeharness.crash.CrashSweep;
import org.upgradeharness.crash.Lane;
import org.upgradeharness.migrate.WarmMigrator;
import org.upgradeharness.store.Store;

/** The warm migrators of a look at many points, each with a store of its own. */
final class CrashLanes implements AutoCloseable {
    private final Bench bench;
    private final Seeded old;
    private final Side side;
    private final String way;
    private final Deque<WarmMigrator> migrators = new ArrayDeque<>();

    CrashLanes(Bench bench, Seeded old, Side side, String way) {
        this.bench = bench;
        this.old = old;
        this.side = side;
        this.way = way;
    }

    private Lane lane(String stem) {
        Store slot = bench.server().copy(old.store(), bench.name(stem + "-" + way));
        WarmMigrator migrator = bench.warm(old.side(), side, slot);
        migrators.push(migrator);
        return new Lane(slot, migrator);
    }

    CrashSite site() {
        return bench.crashSite(old, side, lane("slot"));
    }

    /** Prepares a look on so many lanes; where a halted process shows what its death would leave, one more lane is for that. */
    CrashSweep prepare(CrashSite site, int lanes) {
        List<Lane> more = new ArrayList<>();
        for (int i = 1; i < lanes; i++) {
            more.add(lane("slot"));
        }
        return CrashSweep.prepare(site, more, bench.server().showsWhatDeathLeaves() ? lane("model") : null);
    }

    /** What they wrote themselves, one after the other. */
    List<String> log() {
        List<String> lines = new ArrayList<>();
        migrators.descendingIterator().forEachRemaining(m -> lines.addAll(m.log()));
        return lines;
    }

    @Override
    public void close() {
        migrators.forEach(WarmMigrator::close);
    }
}
