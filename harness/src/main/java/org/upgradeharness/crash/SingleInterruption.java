package org.upgradeharness.crash;

import java.util.Locale;
import java.util.function.Consumer;
import org.upgradeharness.config.BrokenEnvironment;
import org.upgradeharness.migrate.HaltedRun;
import org.upgradeharness.migrate.MigratorEnd;
import org.upgradeharness.migrate.MigratorRun;
import org.upgradeharness.migrate.Statement;
import org.upgradeharness.store.Store;

/** Interrupts a migration once, proves where that hit, and leaves the store of the dead migration in the slot. */
public final class SingleInterruption {
    private static final int ATTEMPTS = 6;
    /** Whoever has lost its connection notices when it uses it. */
    private static final int BROKEN_OFF_SECONDS = 30;

    private static final int SIGKILL = 9;

    private final CrashSite site;
    private final Control control;

    SingleInterruption(CrashSite site, Control control) {
        this.site = site;
        this.control = control;
    }

    /**
     * Starts the migration as a person does and ends it (SIGTERM) after a time; where that came before the first statement or after
     * the last one, at another time, reckoned from the first statement.
     *
     * @param seconds from the start of the process
     * @param told takes a line for each attempt
     * @return the statement that was last sent; the slot holds what the store was left in
     * @throws BrokenEnvironment if no attempt hits between the first statement and the last
     */
    public Statement endedAfter(double seconds, Consumer<String> told) {
        for (int attempt = 0; attempt <= ATTEMPTS; attempt++) {
            double after = attempt == 0 ? seconds : control.seconds() / (1 << attempt);
            MigratorRun run = MigratorRun.of(site.killed().command()).asAPersonWould();
            String when = String.format(
                    Locale.ROOT, "SIGTERM %.2f s after its %s: ", after, attempt == 0 ? "start" : "first statement");
            site.server().renew(site.slot(), site.seed());
            MigratorEnd end =
                    site.migrator().run(attempt == 0 ? run.stoppedAfter(after) : run.stoppedAfterFirst(after));
            site.server().settled(site.slot());
            if (end.last() == null) {
                told.accept(when + "before the first statement");
            } else if (end.exit() == 0) {
                told.accept(when + "too late, it had ended after " + end.last().n() + " statements");
            } else {
                told.accept(when + "in statement " + end.last().n() + " of "
                        + control.trace().size() + ", " + end.last().at() + ": "
                        + end.last().brief());
                return end.last();
            }
        }
        throw new BrokenEnvironment("The migration was never hit between its first statement and its last, at "
                + (ATTEMPTS + 1) + " times; ./upgrade sweep kills it at each statement.");
    }

    /**
     * Halts the migration in its middle, lets something happen there, lets it go on, and waits for its end.
     *
     * @param what what happens, in words
     * @param happens does it to the store that it is given
     * @param told takes a line about where it hit and what became of the migration
     * @return the statement before which it was halted; the slot holds what the store was left in
     * @throws BrokenEnvironment if the migration does not come there
     */
    public Statement brokenOff(String what, Consumer<Store> happens, Consumer<String> told) {
        Statement middle = control.trace().get(control.trace().size() / 2);
        site.server().renew(site.slot(), site.seed());
        HaltedRun halted =
                site.migrator().halt(MigratorRun.of(site.killed().command()).haltedBefore(middle.n()));
        if (halted.hit() == null) {
            throw new BrokenEnvironment("The migration did not come to statement " + middle.n() + " of "
                    + control.trace().size() + ", where it was to be broken off.");
        }
        happens.accept(site.slot());
        site.migrator().letGo(halted.id());
        MigratorEnd end = site.migrator().await(halted.id(), BROKEN_OFF_SECONDS);
        if (end == null) {
            site.migrator().signal(halted.id(), SIGKILL);
            end = site.migrator().await(halted.id(), BROKEN_OFF_SECONDS);
        }
        site.server().settled(site.slot());
        told.accept(what + " before statement " + middle.n() + " of "
                + control.trace().size() + ", " + middle.at() + ": "
                + middle.brief() + "; the migration "
                + (end == null ? "lives on" : "ended with " + end.exit() + ", " + end.message()));
        if (end == null || end.exit() == 0) {
            throw new BrokenEnvironment("The migration was not broken off, although " + what + ".");
        }
        return middle;
    }

    /** The slot, on which something else than a migrator is to break a migration off; it holds the seed. */
    public Store renewed() {
        site.server().renew(site.slot(), site.seed());
        return site.slot();
    }

    /** A copy of what the slot holds now that nobody else will touch. */
    public Store kept() {
        site.server().settled(site.slot());
        return site.keep("broken-off");
    }
}
