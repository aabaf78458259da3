package org.upgradeharness.report;

import java.util.List;
import org.upgradeharness.timeline.ProbeFacts;

/** What a probe saw, on the page of its case. */
final class HtmlProbe {
    private final Html html;
    private final ProbeFacts probe;

    HtmlProbe(Html html, ProbeFacts probe) {
        this.html = html;
        this.probe = probe;
    }

    void render() {
        html.element("h3", "Probe").element("p", ProbeWords.of(probe));
        if (!probe.outages().isEmpty()) {
            head("At (UTC)", List.of("Stream", "Step", "Failed", "Seconds"));
            for (ProbeFacts.Window w : probe.outages()) {
                html.open("tr")
                        .element("td", Plain.clock(w.start()))
                        .element("td", w.stream())
                        .open("td")
                        .text(w.step())
                        .element("div", w.sample(), "class", "quiet")
                        .close("td")
                        .element("td", w.failed() + " of " + w.sent() + ": " + ProbeWords.classes(w.byClass()))
                        .element("td", String.valueOf(w.seconds()), "class", "number")
                        .close("tr");
            }
            html.close("tbody").close("table");
        }
        head("Latency in milliseconds", List.of("Phase", "Answers", "Half of them", "99 of 100", "Slowest"));
        probe.latency().forEach((stream, phases) -> phases.forEach((phase, l) -> latency(stream, phase, l)));
        html.close("tbody").close("table");
    }

    private void latency(String stream, String phase, ProbeFacts.Latency l) {
        html.open("tr").element("td", stream).element("td", phase);
        for (Object value : List.of(l.count(), l.p50(), l.p99(), l.max())) {
            html.element("td", String.valueOf(value), "class", "number");
        }
        html.close("tr");
    }

    private void head(String first, List<String> columns) {
        html.open("table", "class", "steps").open("thead").open("tr").element("th", first);
        columns.forEach(column -> html.element("th", column));
        html.close("tr").close("thead").open("tbody");
    }
}
