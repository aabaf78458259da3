package org.upgradeharness.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.upgradeharness.crash.Death;
import org.upgradeharness.crash.SideBySide;
import org.upgradeharness.crash.Survivor;
import org.upgradeharness.crash.SweepOrder;
import org.upgradeharness.gateway.Gateway;
import org.upgradeharness.store.Store;

/** Upgrades whose migration is interrupted and run again, run twice, or run by several at once. */
public final class InterruptedUpgrade {
    /** Starts on stores of interrupted migrations: on one that is right, and on one that is not. */
    private static final int STARTS = 2;

    private static final String SAME = "take over what another case sees of the same store";

    private final Course course;
    private Interruption interrupted;

    InterruptedUpgrade(Course course) {
        this.course = course;
    }

    /** Interrupts the migration of the seeded store in every revision, runs it again each time, and starts on what came of it. */
    public void interruptInEveryRevision(Side side) {
        Interruption interruption = interruption(side);
        List<Survivor> ends = interruption.inEveryRevision(course.old(), side);
        startOn(side, ends.subList(0, Math.min(STARTS, ends.size())), 1);
    }

    /**
     * Interrupts the migration of the seeded store before each statement that somebody chooses, runs it again each time, and starts
     * once on each kind of store that came of it.
     */
    public void interruptAt(Side side, SweepOrder order) {
        Interruption interruption = interruption(side);
        startOn(side, interruption.at(course.old(), side, order), Interruption.lanes());
    }

    /** Breaks the migration of the seeded store off in its middle, runs it again, and starts on what comes of it. */
    public void breakOff(Death death, Side side) {
        Interruption interruption = interruption(side);
        startOn(side, interruption.brokenOff(death, course.old(), side), 1);
    }

    /** Interrupts the migration of the seeded store after a time, as a person does who loses patience. */
    public void interruptAfter(double seconds, Side side) {
        interrupted = interruption(side);
        interrupted.after(seconds, course.old(), side);
    }

    /** Runs the interrupted migration again and starts on what came of it. */
    public void runAgain(Side side) {
        if (interrupted != null) {
            startOn(side, interrupted.runAgain(), 1);
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

    /** Starts once on each store, so many at a time: each is judged by itself, and what two of them show is told once. */
    private void startOn(Side side, List<Survivor> ends, int atOnce) {
        Map<Survivor, Course> branches = new LinkedHashMap<>();
        ends.forEach(end -> branches.put(end, course.branch()));
        Map<Survivor, Course> seen = new ConcurrentHashMap<>(branches);
        try {
            SideBySide.onEach(ends, atOnce, end -> {
                String file = ends.size() == 1 ? "" : "-" + end.store().name();
                seen.put(end, started(side, end, branches.get(end), file));
            });
        } finally {
            branches.keySet().forEach(end -> course.join(seen.get(end)));
        }
    }

    /**
     * A store that is as an uninterrupted migration leaves it is started on once in a run, whichever case comes to it first: what was
     * seen there holds for the others.
     */
    private Course started(Side side, Survivor end, Course branch, String file) {
        if (end.right().isEmpty()) {
            start(side, end.store(), branch, file);
            return branch;
        }
        Once<Course> starts = course.bench().startsOnMigrated();
        String name = course.old().store().name() + " " + side.identity() + " "
                + end.right().get();
        Supplier<Course> made = () -> starts.get(name, () -> {
            start(side, end.store(), branch, file);
            return branch;
        });
        Course seen = starts.begun(name) ? course.step(SAME, made::get) : made.get();
        if (seen != branch) {
            course.evidence()
                    .lines(
                            "started-elsewhere.txt",
                            List.of("This store is what the migration leaves that nobody interrupts. " + side.version()
                                    + " was started on the same one for " + seen.key() + ": "
                                    + seen.key().folder()));
        }
        return seen;
    }

    private static void start(Side side, Store store, Course branch, String file) {
        Guards.twoStores(branch.old().store(), store);
        try (Gateway gateway = branch.bench()
                .start(branch.old().side(), side, store, branch.evidence().transcript("http" + file + ".txt"))) {
            try {
                new Serving(branch).serve(side, gateway, store);
            } finally {
                branch.evidence().lines("gateway-new" + file + ".log", gateway.log());
            }
        }
    }
}
