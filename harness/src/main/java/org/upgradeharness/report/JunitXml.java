package org.upgradeharness.report;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseResult;

/** {@code junit.xml}: a test suite per engine, a test case per scenario. */
final class JunitXml {
    private static final int FINDINGS_SHOWN = 20;

    private final XMLStreamWriter out;

    private JunitXml(XMLStreamWriter out) {
        this.out = out;
    }

    static String of(RunView view) {
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter out = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
            new JunitXml(out).run(view);
            out.writeEndDocument();
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("junit.xml cannot be written", e);
        }
        return text + "\n";
    }

    private void run(RunView view) throws XMLStreamException {
        Map<String, List<CaseResult>> byEngine = new LinkedHashMap<>();
        view.cases()
                .forEach(c -> byEngine.computeIfAbsent(c.key().engine(), e -> new ArrayList<>())
                        .add(c));
        line(0);
        out.writeStartElement("testsuites");
        attribute(
                "name",
                "upgrade of " + view.facts().product() + " " + view.facts().from() + " to "
                        + view.facts().to());
        totals(view.cases(), view.seconds());
        for (Map.Entry<String, List<CaseResult>> engine : byEngine.entrySet()) {
            suite(view, engine.getKey(), engine.getValue());
        }
        line(0);
        out.writeEndElement();
    }

    private void suite(RunView view, String engine, List<CaseResult> cases) throws XMLStreamException {
        line(1);
        out.writeStartElement("testsuite");
        attribute("name", engine);
        attribute("timestamp", view.facts().started().toString());
        totals(cases, cases.stream().mapToDouble(CaseResult::seconds).sum());
        for (CaseResult result : cases) {
            testCase(result);
        }
        line(1);
        out.writeEndElement();
    }

    private void totals(List<CaseResult> cases, double seconds) throws XMLStreamException {
        attribute("tests", String.valueOf(cases.size()));
        attribute("failures", count(cases, Verdict.FAILED));
        attribute("errors", count(cases, Verdict.BROKEN));
        attribute("skipped", count(cases, Verdict.SKIPPED));
        attribute("time", Plain.seconds(seconds));
    }

    private static String count(List<CaseResult> cases, Verdict verdict) {
        return String.valueOf(cases.stream().filter(c -> c.verdict() == verdict).count());
    }

    private void testCase(CaseResult result) throws XMLStreamException {
        line(2);
        out.writeStartElement("testcase");
        attribute("classname", result.key().id());
        attribute(
                "name",
                (result.key().way().isEmpty() ? "" : result.key().way() + ": ")
                        + result.key().title());
        attribute("time", Plain.seconds(result.seconds()));
        switch (result.verdict()) {
            case FAILED -> trouble("failure", failure(result), failureBody(result));
            case BROKEN -> trouble("error", result.reason(), result.reason() + tail(result));
            case SKIPPED -> trouble("skipped", result.reason(), "");
            case PASSED -> passed(result);
        }
        line(2);
        out.writeEndElement();
    }

    private static String failure(CaseResult result) {
        List<Cause> fresh =
                Cause.of(List.of(result)).stream().filter(c -> !c.known()).toList();
        return fresh.isEmpty()
                ? result.reason()
                : fresh.stream()
                        .map(c -> c.summary().group() + " (" + c.summary().count() + ")")
                        .collect(Collectors.joining("; "));
    }

    private static String failureBody(CaseResult result) {
        List<Finding> worst = Cause.of(List.of(result)).stream()
                .flatMap(c -> c.findings().stream())
                .toList();
        String shown = worst.stream().limit(FINDINGS_SHOWN).map(JunitXml::text).collect(Collectors.joining("\n"));
        int more = worst.size() - FINDINGS_SHOWN;
        return result.reason() + "\n" + shown + (more > 0 ? "\nand " + more + " more in report.json" : "")
                + tail(result);
    }

    private static String text(Finding f) {
        return f.severity().id() + " " + f.kind().id() + " " + f.object()
                + (f.key().isEmpty() ? "" : " [" + f.key() + "]")
                + ": expected " + f.expected() + ", found " + f.found()
                + (f.known() == null ? "" : " (known: " + f.known() + ")");
    }

    private static String tail(CaseResult result) {
        return "\nevidence: " + result.evidence() + "\nrepeat: " + result.repeat();
    }

    private void passed(CaseResult result) throws XMLStreamException {
        if (!result.findings().isEmpty()) {
            line(3);
            out.writeStartElement("system-out");
            out.writeCharacters("findings: " + Tally.of(result.findings()).words() + "\n");
            for (Cause cause : Cause.of(List.of(result))) {
                out.writeCharacters(Plain.text(
                        cause.summary().severity().id() + " " + cause.summary().group() + " (" + cause.size() + ")\n"));
            }
            out.writeEndElement();
        }
    }

    private void trouble(String element, String message, String body) throws XMLStreamException {
        line(3);
        out.writeStartElement(element);
        attribute("message", message);
        if (!"skipped".equals(element)) {
            attribute("type", element.equals("failure") ? Verdict.FAILED.name() : Verdict.BROKEN.name());
        }
        out.writeCharacters(Plain.text(body));
        out.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        out.writeAttribute(name, Plain.line(value));
    }

    private void line(int depth) throws XMLStreamException {
        out.writeCharacters("\n" + "  ".repeat(depth));
    }
}
