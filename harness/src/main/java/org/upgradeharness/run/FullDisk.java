package org.upgradeharness.run;

import java.util.List;
import java.util.function.Consumer;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.migrate.CrampedMigrator;
import org.upgradeharness.migrate.Statement;
import org.upgradeharness.product.MigratorSpec;
import org.upgradeharness.store.Store;

/** A migration of a SQLite store that comes to a full disk in its middle, and whatever it makes of that. */
final class FullDisk {
    /** Parts of what the migration takes beside the store; the first one that is too little within a revision is taken. */
    private static final List<Double> PARTS = List.of(0.5, 0.75, 0.25, 0.875, 0.125);

    private static final int TIMES = 4;
    private static final long MORE = 64L << 20;
    private static final long PAGE = 4096;

    private final Bench bench;
    private final Consumer<String> told;

    /** One that has not begun; {@code told} takes a line for each attempt. */
    FullDisk(Bench bench, Consumer<String> told) {
        this.bench = bench;
        this.told = told;
    }

    /**
     * Measures what the migration takes, and lets it run where there is less.
     *
     * @return the statement at which the disk was full; the store is what the migration left
     * @throws BrokenEnvironment if no attempt comes to a full disk within a revision
     */
    Statement under(MigratorSpec migrator, Side from, Side side, Store store) {
        CrampedMigrator.End free = run(migrator, from, side, store, CrampedMigrator.size(store) * TIMES + MORE);
        told.accept("with room enough it ended with " + free.exit() + "; the store took " + free.before()
                + " bytes before, and at most " + free.most());
        if (free.exit() != 0 || free.full() != null) {
            throw new BrokenEnvironment("The migration ended with " + free.exit()
                    + " where there was room enough, so that a full disk says nothing: " + free.message());
        }
        for (double part : PARTS) {
            long room = pages(free.before() + (long) ((free.most() - free.before()) * part));
            CrampedMigrator.End end = run(migrator, from, side, store, room);
            String attempt = "with " + room + " bytes ";
            if (end.full() == null) {
                told.accept(attempt + "the disk was not full; it ended with " + end.exit());
            } else {
                told.accept(attempt + "the disk was full at " + end.full().at() + ": "
                        + end.full().brief() + "; the migration ended with " + end.exit()
                        + (end.exit() == 0 ? ", as if nothing were the matter" : ", " + end.message()));
                if (!end.full().revision().isEmpty()) {
                    told.accept("the store stands at " + bench.versions(store));
                    return end.full();
                }
            }
        }
        throw new BrokenEnvironment("The migration never came to a full disk within a revision, with " + PARTS.size()
                + " parts of the room that it takes; see interrupted.txt.");
    }

    private static long pages(long bytes) {
        return Math.max(1, (bytes + PAGE - 1) / PAGE) * PAGE;
    }

    private CrampedMigrator.End run(MigratorSpec migrator, Side from, Side side, Store store, long room) {
        return bench.cramped(side, migrator)
                .run(bench.settings().of(from, side, store), store.mounting(side.mounts()), room);
    }
}
