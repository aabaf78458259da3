package org.upgradeharness.timeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a probe saw while something was changed.
 *
 * @param rate requests a second, all judged streams together, as they were sent
 * @param askedRate the same as it was asked for, before the warm-up found out what is held
 * @param sent judged requests
 * @param failed those of them that failed
 * @param byClass failed ones by class
 * @param outages windows in which requests of a stream failed, by their start
 * @param latency by stream and phase
 * @param lagP99Ms how late the probe itself sent, milliseconds, 99 of 100 requests
 * @param lagMaxMs the same, the latest of all
 * @param ledger acknowledged writes, looked for afterwards
 * @param loop what a request each second that stops at the first failure would have seen
 */
public record ProbeFacts(
        double rate,
        double askedRate,
        long sent,
        long failed,
        Map<String, Long> byClass,
        List<Window> outages,
        Map<String, Map<String, Latency>> latency,
        double lagP99Ms,
        double lagMaxMs,
        Writes ledger,
        String loop) {
    /**
     * A time in which requests of a stream failed; at least a second without a failure lies between two of them.
     *
     * @param start when the first failed request was due
     * @param seconds up to the first request after the last failed one
     * @param step what was going on at the start
     * @param stream the stream
     * @param failed how many failed
     * @param sent how many were sent in that time
     * @param byClass failed ones by class
     * @param replicas who answered wrongly, where the answers say so
     * @param sample what was seen first
     */
    public record Window(
            Instant start,
            double seconds,
            String step,
            String stream,
            long failed,
            long sent,
            Map<String, Long> byClass,
            List<String> replicas,
            String sample) {}

    /**
     * From when a request was due until its answer was whole, milliseconds; of those that did not fail.
     *
     * @param count how many
     * @param p50 half of them
     * @param p99 99 of 100
     * @param max the slowest
     */
    public record Latency(long count, double p50, double p99, double max) {}

    /**
     * Writes.
     *
     * @param acknowledged how many were acknowledged
     * @param lost entities that are not there, or not with the last acknowledged value
     * @param doubled entities that are there more than once
     * @param unknown writes that failed or got no answer: they may be there or not
     */
    public record Writes(long acknowledged, long lost, long doubled, long unknown) {}
}
