package org.upgradeharness.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.RunFacts;

/** {@code index.html}: one file that needs neither network nor scripts. */
final class HtmlPage {
    private static final String STYLE = style();
    /** Paper cannot be unfolded. */
    private static final String UNFOLD =
            "addEventListener('beforeprint',()=>document.querySelectorAll('details').forEach(d=>{d.open=true}));\n";

    private final Html html = new Html();
    private final RunView view;

    private HtmlPage(RunView view) {
        this.view = view;
    }

    static String of(RunView view) {
        return new HtmlPage(view).render();
    }

    private static String style() {
        try (InputStream in = HtmlPage.class.getResourceAsStream("index.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String render() {
        RunFacts facts = view.facts();
        html.open("html", "lang", "en").open("head");
        html.open("meta", "charset", "utf-8");
        html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.open(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'");
        html.element(
                "title", view.verdict() + ": upgrade of " + facts.product() + " " + facts.from() + " → " + facts.to());
        html.own("style", STYLE).close("head").open("body");
        header(facts);
        html.open("main");
        cases();
        remarks();
        int number = 0;
        for (CaseResult result : view.cases()) {
            number++;
            new HtmlCase(html, result, anchor(number)).render();
        }
        about(facts);
        html.close("main").own("script", UNFOLD).close("body").close("html");
        return html.toString();
    }

    private void header(RunFacts facts) {
        html.open("header", "class", name(view.verdict()));
        html.element("p", "Upgrade of " + facts.product() + " " + facts.from() + " → " + facts.to(), "class", "what");
        html.element("h1", view.headline());
        html.element(
                "p",
                "Run " + facts.id() + " · " + Plain.day(facts.started()) + " · " + Plain.seconds(view.seconds()) + " s",
                "class",
                "what");
        html.close("header");
    }

    private void cases() {
        html.element("h2", "Cases");
        if (view.cases().isEmpty()) {
            html.element("p", "No case has begun.");
            return;
        }
        html.open("table", "class", "cases").open("thead").open("tr");
        for (String column : new String[] {"Case", "Engine", "Verdict", "Seconds", "Findings"}) {
            html.element("th", column, "class", column.equals("Seconds") ? "number" : "");
        }
        html.close("tr").close("thead").open("tbody");
        int number = 0;
        for (CaseResult c : view.cases()) {
            number++;
            html.open("tr").open("td");
            html.element("a", (c.key().id() + " " + c.key().way()).strip(), "href", "#" + anchor(number));
            html.element("span", c.key().title(), "class", "quiet").close("td");
            html.element("td", c.key().engine());
            html.open("td");
            verdict(html, c.verdict());
            html.close("td");
            html.element("td", Plain.seconds(c.seconds()), "class", "number");
            html.element("td", Tally.of(c.findings()).words()).close("tr");
        }
        html.close("tbody").close("table");
    }

    private void remarks() {
        if (view.remarks().isEmpty()) {
            return;
        }
        html.element("h2", "Remarks").open("ul");
        view.remarks().forEach(r -> html.element("li", r));
        html.close("ul");
    }

    private void about(RunFacts facts) {
        html.element("h2", "About this run").open("dl");
        pair("Command", facts.command());
        pair("Seed", String.valueOf(facts.seed()));
        pair("Engines", String.join(", ", facts.engines()));
        pairs(facts.machine());
        pairs(facts.versions());
        html.close("dl");
        html.open("p").text("For machines: ");
        link("report.json");
        html.text(" · ");
        link("junit.xml");
        html.text(" · ");
        link("events.ndjson");
        html.text(" · for people: ");
        link("summary.md");
        html.text(" · ");
        link("runbook.md");
        html.close("p");
    }

    private void pairs(Map<String, String> facts) {
        facts.forEach(this::pair);
    }

    private void pair(String name, String value) {
        html.element("dt", name).element("dd", value);
    }

    private void link(String file) {
        html.element("a", file, "href", file);
    }

    static void verdict(Html html, Verdict verdict) {
        html.element("span", verdict.name(), "class", "badge " + name(verdict));
    }

    private static String name(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static String anchor(int number) {
        return "case-" + number;
    }
}
