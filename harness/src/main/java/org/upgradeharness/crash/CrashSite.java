package org.upgradeharness.crash;

import java.util.List;
import java.util.function.UnaryOperator;
import org.upgradeharness.migrate.WarmMigrator;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreServer;

/**
 * Where migrations are interrupted.
 *
 * @param server where stores come from
 * @param seed the seeded store of the old release; only copied
 * @param lane where it is done
 * @param head the head of the new release
 * @param killed the way that is interrupted
 * @param retries the ways in which the migration is run again, the interrupted one among them
 * @param controls what the migrations are measured by, shared by all sites of this store and release
 * @param names a name that no other store has, from a stem
 */
public record CrashSite(
        StoreServer server,
        Store seed,
        Lane lane,
        String head,
        Retry killed,
        List<Retry> retries,
        Controls controls,
        UnaryOperator<String> names) {
    public CrashSite {
        retries = List.copyOf(retries);
    }

    /** The same site, where the migration is run again by no other way than the one that was interrupted. */
    public CrashSite byTheSameWay() {
        return new CrashSite(server, seed, lane, head, killed, List.of(killed), controls, names);
    }

    /** The same site on another lane. */
    CrashSite on(Lane other) {
        return new CrashSite(server, seed, other, head, killed, retries, controls, names);
    }

    Store slot() {
        return lane.slot();
    }

    WarmMigrator migrator() {
        return lane.migrator();
    }

    /** A store that nothing else will touch, with what the slot holds now. */
    Store keep(String stem) {
        return server.copy(slot(), names.apply(stem));
    }
}
