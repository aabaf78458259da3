package org.upgradeharness.probe;

/**
 * What became of one request. Times are nanoseconds of the clock that only goes forward.
 *
 * @param stream the stream's name
 * @param due when it should have been sent
 * @param sent when it was sent
 * @param ended when its answer was whole, or its failure known
 * @param fault why it failed, or null
 * @param replica who answered, where the answer says so; else empty
 */
record Sample(String stream, long due, long sent, long ended, Fault fault, String replica) {
    boolean failed() {
        return fault != null;
    }

    /** The same, as if it had been answered. */
    Sample unfailed() {
        return new Sample(stream, due, sent, ended, null, replica);
    }

    long lag() {
        return sent - due;
    }

    /** From when it should have been sent: an answer that was late because the one before was late was late. */
    long latency() {
        return ended - due;
    }
}
