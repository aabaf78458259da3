package org.upgradeharness.run;

import java.util.List;
import org.upgradeharness.crash.Death;
import org.upgradeharness.crash.SweepOrder;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.store.Store;

/** Upgrades whose migration is interrupted and run again, run twice, or run by several at once. */
public final class InterruptedUpgrade {
    /** Starts on stores of interrupted migrations: on one that is right, and on one that is not. */
    private static final int STARTS = 2;

    private final Course course;
    private final Serving serving;
    private Interruption interrupted;

    InterruptedUpgrade(Course course) {
        this.course = course;
        this.serving = new Serving(course);
    }

    /** Interrupts the migration of the seeded store in every revision, runs it again each time, and starts on what came of it. */
    public void interruptInEveryRevision(Side side) {
        Interruption interruption = interruption(side);
        List<Store> ends = interruption.inEveryRevision(course.old(), side);
        startOn(side, ends.subList(0, Math.min(STARTS, ends.size())));
    }

    /**
     * Interrupts the migration of the seeded store before each statement that somebody chooses, runs it again each time, and starts
     * once on each kind of store that came of it.
     */
    public void interruptAt(Side side, SweepOrder order) {
        Interruption interruption = interruption(side);
        startOn(side, interruption.at(course.old(), side, order));
    }

    /** Breaks the migration of the seeded store off in its middle, runs it again, and starts on what comes of it. */
    public void breakOff(Death death, Side side) {
        Interruption interruption = interruption(side);
        startOn(side, interruption.brokenOff(death, course.old(), side));
    }

    /** Interrupts the migration of the seeded store after a time, as a person does who loses patience. */
    public void interruptAfter(double seconds, Side side) {
        interrupted = interruption(side);
        interrupted.after(seconds, course.old(), side);
    }

    /** Runs the interrupted migration again and starts on what came of it. */
    public void runAgain(Side side) {
        if (interrupted != null) {
            startOn(side, interrupted.runAgain());
        }
    }

    /** Runs migrations where they have run before: each revision, each migrator, and each one after each other. */
    public void migrateAgain(Side side) {
        meeting(side).again(course.old(), side);
    }

    /** Runs several migrators on one store at once. */
    public void migrateAtOnce(Side side) {
        meeting(side).atOnce(course.old(), side);
    }

    private MeetingMigrators meeting(Side side) {
        course.goTo(side);
        return new MeetingMigrators(course.run(), course.bench(), course.key(), course.evidence(), course.judgement());
    }

    private Interruption interruption(Side side) {
        course.goTo(side);
        return new Interruption(course.run(), course.bench(), course.key(), course.evidence(), course.judgement());
    }

    private void startOn(Side side, List<Store> stores) {
        for (Store store : stores) {
            if (!store.equals(stores.get(0))) {
                course.judgement().onceMore();
            }
            Guards.twoStores(course.old().store(), store);
            String file = stores.size() == 1 ? "" : "-" + store.name();
            try (Gateway gateway = course.bench()
                    .start(course.old().side(), side, store, course.evidence().transcript("http" + file + ".txt"))) {
                try {
                    serving.serve(side, gateway, store);
                } finally {
                    course.evidence().lines("gateway-new" + file + ".log", gateway.log());
                }
            }
        }
    }
}
