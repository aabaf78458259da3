package org.upgradeharness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Event;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Every file for people and machines, from the same sample run. */
class RenderersTest {
    private static final String ODD =
            "a\u0000b\u001b[31m\uD800\uFFFE\u202E ]]> <script>alert('1')</script> &amp; \"q\" | `c` *x* [l](u) 😀";

    private final RunView view = Samples.view(Samples.run());

    private static RunView odd() {
        Finding finding = new Finding(Severity.ERROR, Kind.CHANGED_VALUE, "t." + ODD, ODD, ODD, ODD, ODD, ODD, ODD);
        CaseResult result = Samples.result(
                Samples.OWN_START,
                Verdict.FAILED,
                ODD,
                List.of(
                        finding,
                        new Finding(Severity.ERROR, Kind.LOST_ROW, ODD, ODD, ODD, ODD, "other " + ODD, ODD, null)),
                List.of(Samples.step(ODD, 1, 2)));
        return Samples.view(Samples.run(List.of(result), List.of(ODD)));
    }

    @Test
    void golden() throws IOException {
        Golden.matches("junit.xml", JunitXml.of(view));
        Golden.matches("summary.md", SummaryMarkdown.of(view));
        Golden.matches("runbook.md", RunbookMarkdown.of(view));
        Golden.matches("index.html", HtmlPage.of(view));
        Golden.matches(
                "table.txt",
                ResultTable.of(
                        Samples.results(),
                        Headline.of(Samples.results(), false, Severity.ERROR, false),
                        Path.of("reports/20260105-120300"),
                        false,
                        80));
    }

    @Test
    void beforeTheFirstCaseEveryFileCanBeWritten() throws IOException {
        RunView begun = Samples.view(List.of(Samples.runStarted()));
        assertThat(HtmlPage.of(begun)).contains("BROKEN: the run did not finish", "No case has begun.");
        assertThat(SummaryMarkdown.of(begun)).contains("No case has begun.");
        assertThat(RunbookMarkdown.of(begun)).contains("No upgrade of a store with data was measured");
        assertThat(xml(JunitXml.of(begun)).getDocumentElement().getAttribute("tests"))
                .isEqualTo("0");
    }

    @Test
    void xmlIsWellFormedWhateverItHolds() {
        Element root = xml(JunitXml.of(odd())).getDocumentElement();
        assertThat(root.getAttribute("failures")).isEqualTo("1");
        Element failure = (Element) root.getElementsByTagName("failure").item(0);
        assertThat(failure.getTextContent())
                .contains("a\\u0000b\\u001b[31m", "]]> <script>alert('1')</script> &amp; \"q\"", "😀");
    }

    @Test
    void xmlShowsTheFirstFindingsAndCountsTheRest() {
        List<Finding> many = new ArrayList<>(Samples.lengths(300));
        many.add(Samples.lost());
        CaseResult result = Samples.result(Samples.SQLITE, Verdict.FAILED, "lost", many, List.of());
        Element failure = (Element) xml(JunitXml.of(Samples.view(Samples.run(List.of(result), List.of()))))
                .getElementsByTagName("failure")
                .item(0);
        assertThat(failure.getTextContent()).contains("\nerror lost-row tools [id=7]", "\nand 281 more in report.json");
        assertThat(failure.getAttribute("message"))
                .isEqualTo("tools lost a row (1); columns wider than a fresh install: length limit gone (300)");
    }

    @Test
    void noValueBecomesMarkup() {
        String page = HtmlPage.of(odd());
        assertThat(page)
                .doesNotContain("<script>alert", "\u0000", "\u202E")
                .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
        for (String text : List.of(SummaryMarkdown.of(odd()), RunbookMarkdown.of(odd()))) {
            assertThat(text)
                    .doesNotContain("<script>", "*x*", " `c` ", "[l](u)", "\u001b")
                    .contains("&lt;script&gt;");
        }
    }

    @Test
    void thePageNeedsNoNetwork() {
        assertThat(HtmlPage.of(view))
                .doesNotContain("src=", "<link", "@import", "url(")
                .contains("default-src &#39;none&#39;");
    }

    @Test
    void everyFindingStandsInThePage() {
        CaseResult result = Samples.result(Samples.SQLITE, Verdict.FAILED, "", Samples.lengths(300), List.of());
        String page = HtmlPage.of(Samples.view(Samples.run(List.of(result), List.of())));
        for (int i = 1; i <= 300; i++) {
            assertThat(page).contains("table_" + i + ".name");
        }
    }

    @Test
    void theSummaryShowsTheWorstGroupsOnly() {
        List<Finding> many = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            many.add(Samples.lost().inGroup("table " + i + " lost a row"));
        }
        many.addAll(0, Samples.lengths(30));
        String summary = SummaryMarkdown.of(Samples.view(Samples.run(
                List.of(Samples.result(Samples.SQLITE, Verdict.FAILED, "lost", many, List.of())), List.of())));
        assertThat(summary).contains("- and 5 more groups in index.html").doesNotContain("length limit gone (30");
        assertThat(summary.lines().filter(l -> l.startsWith("- **error**"))).hasSize(10);
    }

    @Test
    void theRunbookAddsUpFromTheOldOnesEndToTheNewOnesReadiness() {
        List<Runbook> runbooks = Runbook.of(Samples.results());
        assertThat(runbooks).hasSize(2);
        assertThat(runbooks.get(0).downtime()).isEqualTo(1.3 + 2.4 + 7.25);
        assertThat(runbooks.get(1).downtime()).isEqualTo(1.3 + 2.4 + 4.5 + 7.25);
        assertThat(runbooks.get(1).tasks().get(0).where()).isEqualTo("UPG-01 own-start [postgres]");
    }

    @Test
    void theRunbookDoesNotAddUpWhatWasNotMeasured() {
        List<Event> alone = Samples.run(List.of(Samples.passed()), List.of());
        assertThat(RunbookMarkdown.of(Samples.view(alone))).contains("not measured", "one: not measured as a whole.");
    }

    @Test
    void aLongReasonIsCutInTheTable() {
        CaseResult result = Samples.result(
                Samples.SQLITE, Verdict.BROKEN, "The server did not answer. ".repeat(20), List.of(), List.of());
        String table = ResultTable.of(
                List.of(result), Headline.of(List.of(result), false, Severity.ERROR, false), Path.of("r"), true, 60);
        assertThat(table.lines().filter(l -> l.startsWith("    "))).hasSize(2).allMatch(l -> l.length() <= 60);
        assertThat(table).contains("… (all of it in the report)", "\u001b[35mBROKEN\u001b[0m", "Report: r/index.html");
    }

    private static Document xml(String text) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (Exception e) {
            throw new AssertionError("no XML: " + text, e);
        }
    }
}
