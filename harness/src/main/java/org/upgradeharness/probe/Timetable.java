package org.upgradeharness.probe;

/**
 * When the requests of one stream are due: a fixed schedule that knows nothing of answers. A change of the rate moves what is
 * due next, and never what was due before.
 */
final class Timetable {
    private static final double SECOND = 1_000_000_000.0;

    private final double perSecond;
    private double interval;
    private double next;

    /**
     * @param start the first due time
     * @param perSecond the full rate
     */
    Timetable(long start, double perSecond) {
        this.perSecond = perSecond;
        this.interval = SECOND / perSecond;
        this.next = start;
    }

    /** Part of the full rate from now on. */
    void slow(double factor) {
        interval = SECOND / (perSecond * factor);
    }

    long next() {
        return (long) next;
    }

    /** The due time that has come, after which the next one is due. */
    long take() {
        long due = (long) next;
        next += interval;
        return due;
    }
}
