package org.upgradeharness.run;

import java.util.ArrayList;
import java.util.List;
import org.upgradeharness.gateway.Gateway;

/** The times of a running release in which errors in its log are right, because of what was done to it. */
final class ExpectedErrors {
    private record Span(int begun, int over) {}

    private final List<Span> spans = new ArrayList<>();

    /** Does what makes a release log errors. */
    void during(Gateway gateway, Runnable work) {
        int begun = gateway.log().size();
        work.run();
        between(begun, gateway.log().size());
    }

    void between(int begun, int over) {
        spans.add(new Span(begun, over));
    }

    /** The lines of its log that were not written then. */
    List<String> otherwise(List<String> lines) {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            int line = i;
            if (spans.stream().noneMatch(span -> span.begun() <= line && line < span.over())) {
                others.add(lines.get(i));
            }
        }
        return others;
    }
}
