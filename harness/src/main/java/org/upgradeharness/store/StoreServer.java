package org.upgradeharness.store;

import java.nio.file.Path;
import java.util.Optional;

/** Makes and keeps the stores of one engine in a run. */
public interface StoreServer extends AutoCloseable {
    /** The kind of database. */
    Engine engine();

    /** The server's own version, for the report. */
    String version();

    /** A new empty store. */
    Store empty(String name);

    /**
     * A copy of a store that no gateway uses at this moment.
     *
     * @throws org.upgradeharness.config.BrokenEnvironment if it is in use or cannot be copied
     */
    Store copy(Store source, String name);

    /**
     * Makes a store anew as a copy of another one, under its own name and in its own place.
     *
     * @throws org.upgradeharness.config.BrokenEnvironment if one of the two is in use or cannot be copied
     */
    void renew(Store store, Store source);

    /**
     * Whether a store can be copied as it would be if whoever writes to it died at this moment: where it is a file, nobody's death
     * changes what stands in it.
     */
    boolean showsWhatDeathLeaves();

    /**
     * Makes a store anew as another one would be if whoever writes to it, and does nothing at this moment, died now.
     *
     * @throws org.upgradeharness.config.BrokenEnvironment where {@link #showsWhatDeathLeaves} is not so
     */
    void renewAsDeathLeaves(Store store, Store source);

    /**
     * The transaction that whoever uses a store has open. The same word at a later time is the same transaction: nothing was committed
     * by it in between.
     *
     * @return empty where there is none or more than one, or where that cannot be told
     */
    Optional<String> openTransaction(Store store);

    /**
     * Waits until nobody uses a store any more, lets what a killed process left half-written be undone, and says in short what it
     * holds then. Two stores of the same words hold the same; two of other words may do so too.
     *
     * @throws org.upgradeharness.config.BrokenEnvironment if it is in use for longer than 10 s
     */
    String settled(Store store);

    /**
     * Runs SQL statements on a store, all or none; how many rows they inserted, changed and deleted. On PostgreSQL they run in the
     * gateway's role, which is no superuser; {@code SET ROLE NONE} among them makes those after it a superuser's.
     */
    long change(Store store, String sql);

    /** Runs SQL statements on a store, all or none, whatever they change. */
    default void execute(Store store, String sql) {
        long unused = change(store, sql);
    }

    /** Writes down what a crash would leave undone. */
    void checkpoint();

    /**
     * Takes a store away from whoever uses it, as when its server goes down: connections are cut, new ones refused.
     *
     * @throws org.upgradeharness.config.BrokenEnvironment where that cannot be done
     */
    void takeAway(Store store);

    /**
     * Lets the server crash and recover, as after a kill: all connections are cut, and what was committed is there again.
     *
     * @throws org.upgradeharness.config.BrokenEnvironment where there is no server, or it does not recover within 30 s
     */
    void crash(Store store);

    /** Gives back a store that was taken away. */
    void giveBack(Store store);

    /** Writes a backup of a store in the engine's own format and returns the file. */
    Path dump(Store store, Path folder);

    /** A new store made from a backup that {@link #dump} wrote. */
    Store restore(Path dump, String name);

    /**
     * A new store made from somebody's own data.
     *
     * @param folder an empty folder for a private copy
     * @throws org.upgradeharness.config.UsageError if the file is damaged
     */
    Store restore(DumpFile dump, Path folder, String name);

    @Override
    void close();
}
