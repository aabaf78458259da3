package org.upgradeharness.probe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.upgradeharness.timeline.ProbeFacts;

/** The windows in which the requests of one stream failed. */
final class Outages {
    /** Failures that are less apart belong to one outage, even where requests between them were answered. */
    private static final long APART = 1_000_000_000L;

    private final Stream stream;
    private final Marks<String> steps;
    private final Seen.Clock clock;

    Outages(Stream stream, Marks<String> steps, Seen.Clock clock) {
        this.stream = stream;
        this.steps = steps;
        this.clock = clock;
    }

    List<ProbeFacts.Window> of(List<Sample> samples) {
        List<Sample> inOrder =
                samples.stream().sorted(Comparator.comparingLong(Sample::due)).toList();
        List<ProbeFacts.Window> windows = new ArrayList<>();
        int first = -1;
        int last = -1;
        for (int i = 0; i < inOrder.size(); i++) {
            if (inOrder.get(i).failed()) {
                if (first >= 0 && inOrder.get(i).due() - inOrder.get(last).due() > APART) {
                    windows.add(window(inOrder, first, last));
                    first = -1;
                }
                first = first < 0 ? i : first;
                last = i;
            }
        }
        if (first >= 0) {
            windows.add(window(inOrder, first, last));
        }
        return windows;
    }

    private ProbeFacts.Window window(List<Sample> samples, int first, int last) {
        long start = samples.get(first).due();
        long end = last + 1 < samples.size()
                ? samples.get(last + 1).due()
                : samples.get(last).due() + (long) (1e9 / stream.perSecond());
        Map<String, Long> byClass = new TreeMap<>();
        Set<String> replicas = new LinkedHashSet<>();
        long failed = 0;
        for (Sample sample : samples.subList(first, last + 1)) {
            if (sample.failed()) {
                failed++;
                byClass.merge(sample.fault().kind().id(), 1L, Long::sum);
                if (!sample.replica().isEmpty()) {
                    replicas.add(sample.replica());
                }
            }
        }
        return new ProbeFacts.Window(
                clock.at(start),
                Seen.rounded((end - start) / 1e9),
                steps.at(start),
                stream.name(),
                failed,
                last - first + 1,
                byClass,
                List.copyOf(replicas),
                samples.get(first).fault().detail());
    }
}
