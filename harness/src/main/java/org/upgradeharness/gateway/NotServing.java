package org.upgradeharness.gateway;

import java.util.List;

/** A gateway died, or did not become ready in time. Whose fault that is depends on the side it stands on. */
public final class NotServing extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int LAST_LINES = 12;
    private static final int LONGEST_LINE = 300;

    private final String sentence;
    private final transient List<String> log;

    /**
     * What happened, with the last lines of a log in the message.
     *
     * @param sentence what happened, without a full stop
     * @param log what the gateway has logged so far
     */
    public NotServing(String sentence, List<String> log, Throwable cause) {
        super(sentence + "; " + lastLines(log), cause);
        this.sentence = sentence;
        this.log = List.copyOf(log);
    }

    /** What happened, without a full stop and without the log. */
    public String sentence() {
        return sentence;
    }

    /** What the gateway had logged. */
    public List<String> log() {
        return log;
    }

    /** The end of a log, for people; a line that is very long is cut. */
    static String lastLines(List<String> log) {
        return "its last lines:\n"
                + String.join(
                        "\n",
                        log.subList(Math.max(0, log.size() - LAST_LINES), log.size()).stream()
                                .map(l -> l.length() > LONGEST_LINE ? l.substring(0, LONGEST_LINE) + "…" : l)
                                .toList());
    }
}
