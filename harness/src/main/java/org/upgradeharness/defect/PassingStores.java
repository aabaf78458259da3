package org.upgradeharness.defect;

import java.nio.file.Path;
import java.util.Optional;
import org.upgradeharness.store.DumpFile;
import org.upgradeharness.store.Engine;
import org.upgradeharness.store.Store;
import org.upgradeharness.store.StoreServer;

/** Stores that hand on everything, so that one thing can be broken. */
abstract class PassingStores implements StoreServer {
    private final StoreServer real;

    PassingStores(StoreServer real) {
        this.real = real;
    }

    @Override
    public Engine engine() {
        return real.engine();
    }

    @Override
    public String version() {
        return real.version();
    }

    @Override
    public Store empty(String name) {
        return real.empty(name);
    }

    @Override
    public Store copy(Store source, String name) {
        return real.copy(source, name);
    }

    @Override
    public void renew(Store store, Store source) {
        real.renew(store, source);
    }

    @Override
    public boolean showsWhatDeathLeaves() {
        return real.showsWhatDeathLeaves();
    }

    @Override
    public Optional<String> openTransaction(Store store) {
        return real.openTransaction(store);
    }

    @Override
    public void renewAsDeathLeaves(Store store, Store source) {
        real.renewAsDeathLeaves(store, source);
    }

    @Override
    public String settled(Store store) {
        return real.settled(store);
    }

    @Override
    public long change(Store store, String sql) {
        return real.change(store, sql);
    }

    @Override
    public void checkpoint() {
        real.checkpoint();
    }

    @Override
    public void takeAway(Store store) {
        real.takeAway(store);
    }

    @Override
    public void crash(Store store) {
        real.crash(store);
    }

    @Override
    public void giveBack(Store store) {
        real.giveBack(store);
    }

    @Override
    public Path dump(Store store, Path folder) {
        return real.dump(store, folder);
    }

    @Override
    public Store restore(Path dump, String name) {
        return real.restore(dump, name);
    }

    @Override
    public Store restore(DumpFile dump, Path folder, String name) {
        return real.restore(dump, folder, name);
    }

    @Override
    public void close() {
        real.close();
    }
}
