package org.upgradeharness.report;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Count;
import org.upgradeharness.timeline.ReleaseFacts;
import org.upgradeharness.timeline.Step;

/** One case on the page: folded if it passed or was skipped. */
final class HtmlCase {
    /** A group of more findings is folded. */
    private static final int UNFOLDED = 12;

    private final Html html;
    private final CaseResult result;
    private final String anchor;

    HtmlCase(Html html, CaseResult result, String anchor) {
        this.html = html;
        this.result = result;
        this.anchor = anchor;
    }

    void render() {
        boolean bad = result.verdict() == Verdict.FAILED || result.verdict() == Verdict.BROKEN;
        details("case", bad, anchor);
        html.open("summary");
        html.element("span", result.key().toString(), "class", "name");
        HtmlPage.verdict(html, result.verdict());
        html.element(
                "span",
                Plain.seconds(result.seconds()) + " s · findings: "
                        + Tally.of(result.findings()).words(),
                "class",
                "quiet");
        html.close("summary");
        html.element(
                "p", result.key().title() + (result.path().isEmpty() ? "" : ": " + String.join(" → ", result.path())));
        if (!result.reason().isEmpty()) {
            html.element("p", result.reason(), "class", "reason");
        }
        findings();
        releases();
        steps();
        figures();
        counts();
        if (result.probe() != null) {
            new HtmlProbe(html, result.probe()).render();
        }
        repeat();
        html.close("details");
    }

    private void details(String name, boolean open, String id) {
        if (open) {
            html.open("details", "class", name, "id", id, "open", "");
        } else {
            html.open("details", "class", name, "id", id);
        }
    }

    private void findings() {
        if (result.findings().isEmpty()) {
            return;
        }
        html.element("h3", "Findings");
        int number = 0;
        for (Cause cause : Cause.of(List.of(result))) {
            number++;
            String severity = cause.summary().severity().id();
            details(
                    "group",
                    !cause.known()
                            && severity.equals("error")
                            && cause.findings().size() <= UNFOLDED,
                    anchor + "-" + number);
            html.open("summary");
            html.element("span", severity, "class", "badge " + severity);
            if (cause.known()) {
                html.element("span", "known", "class", "badge known");
            }
            html.element("span", cause.summary().group(), "class", "name");
            html.element("span", cause.size(), "class", "quiet").close("summary");
            cause.reasons().forEach(reason -> html.element("p", "Known: " + reason, "class", "reason"));
            table(cause.findings());
            html.close("details");
        }
    }

    private void table(List<Finding> findings) {
        List<String> kinds = findings.stream().map(HtmlCase::kind).distinct().toList();
        boolean alike = kinds.size() == 1;
        if (alike) {
            html.element("p", kinds.get(0), "class", "quiet");
        }
        html.open("table", "class", "findings").open("thead").open("tr");
        html.element("th", "What")
                .element("th", "Expected")
                .element("th", "Found")
                .close("tr")
                .close("thead")
                .open("tbody");
        for (Finding f : findings) {
            html.open("tr").open("td", "data-label", "What").open("div", "class", "value");
            html.element("b", f.object());
            if (!f.key().isEmpty()) {
                html.element("div", f.key());
            }
            if (!alike) {
                html.element("div", kind(f), "class", "quiet");
            }
            html.close("div").close("td");
            value("Expected", f.expected());
            value("Found", f.found());
            html.close("tr");
        }
        html.close("tbody").close("table");
    }

    private static String kind(Finding f) {
        return f.severity().id() + " · " + f.kind().id() + (f.step().isEmpty() ? "" : " · " + f.step())
                + (f.known() == null ? "" : " · known");
    }

    private void value(String label, String value) {
        html.open("td", "data-label", label)
                .element("div", value.isEmpty() ? "—" : value, "class", "value")
                .close("td");
    }

    private void releases() {
        if (result.from() == null && result.to() == null) {
            return;
        }
        html.element("h3", "Releases")
                .open("table", "class", "releases")
                .open("thead")
                .open("tr");
        html.element("th", "")
                .element("th", "From")
                .element("th", "To")
                .close("tr")
                .close("thead")
                .open("tbody");
        release("Release", ReleaseFacts::release);
        release("Says of itself", ReleaseFacts::reportedVersion);
        release("Image", ReleaseFacts::image);
        release("Digest", ReleaseFacts::digest);
        release("Source", ReleaseFacts::source);
        release("Migration head", ReleaseFacts::head);
        html.close("tbody").close("table");
    }

    private void release(String name, Function<ReleaseFacts, String> fact) {
        html.open("tr")
                .element("th", name)
                .element("td", of(result.from(), fact))
                .element("td", of(result.to(), fact))
                .close("tr");
    }

    private static String of(ReleaseFacts facts, Function<ReleaseFacts, String> fact) {
        String value = facts == null ? null : fact.apply(facts);
        return value == null || value.isEmpty() ? "—" : value;
    }

    private void steps() {
        if (result.steps().isEmpty()) {
            return;
        }
        html.element("h3", "Steps")
                .open("table", "class", "steps")
                .open("thead")
                .open("tr");
        html.element("th", "At (UTC)")
                .element("th", "Step")
                .element("th", "Seconds", "class", "number")
                .close("tr")
                .close("thead")
                .open("tbody");
        for (Step step : result.steps()) {
            html.open("tr")
                    .element("td", Plain.clock(step.startedAt()))
                    .open("td")
                    .text(step.name());
            if (!step.outcome().equals(RunRecord.OK)) {
                html.element("div", step.outcome(), "class", "reason");
            }
            html.close("td")
                    .element("td", Plain.seconds(step.seconds()), "class", "number")
                    .close("tr");
        }
        html.close("tbody").close("table");
    }

    private void figures() {
        if (result.figures().isEmpty()) {
            return;
        }
        html.element("h3", "Measured").open("table", "class", "counts").open("tbody");
        result.figures()
                .forEach(f -> html.open("tr")
                        .element("td", f.name())
                        .element("td", Plain.seconds(f.value()) + " " + f.unit(), "class", "number")
                        .close("tr"));
        html.close("tbody").close("table");
    }

    private void counts() {
        if (result.counts().isEmpty()) {
            return;
        }
        List<Map.Entry<String, Count>> changed =
                result.counts().entrySet().stream().filter(HtmlCase::changed).toList();
        List<Map.Entry<String, Count>> same =
                result.counts().entrySet().stream().filter(c -> !changed(c)).toList();
        html.element("h3", "Counts before and after");
        if (!changed.isEmpty()) {
            counts(changed);
        }
        if (!same.isEmpty()) {
            html.open("details", "class", "group").element("summary", same.size() + " the same before and after");
            counts(same);
            html.close("details");
        }
    }

    private static boolean changed(Map.Entry<String, Count> count) {
        return count.getValue().before() != count.getValue().after();
    }

    private void counts(List<Map.Entry<String, Count>> counts) {
        html.open("table", "class", "counts").open("thead").open("tr").element("th", "Rows of table, entities of api");
        for (String column : List.of("Before", "After", "Change")) {
            html.element("th", column, "class", "number");
        }
        html.close("tr").close("thead").open("tbody");
        for (Map.Entry<String, Count> entry : counts) {
            Count c = entry.getValue();
            long change = c.after() - c.before();
            html.open("tr").element("td", entry.getKey()).element("td", String.valueOf(c.before()), "class", "number");
            html.element("td", String.valueOf(c.after()), "class", "number");
            html.element("td", change == 0 ? "" : change > 0 ? "+" + change : "−" + -change, "class", "number")
                    .close("tr");
        }
        html.close("tbody").close("table");
    }

    private void repeat() {
        if (result.verdict() != Verdict.SKIPPED) {
            html.open("p")
                    .text("Evidence: ")
                    .element("a", result.evidence() + "/", "href", result.evidence() + "/")
                    .close("p");
        }
        html.element("p", "Repeat this case:").element("pre", result.repeat());
    }
}
