package org.upgradeharness.report;

import java.util.List;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseResult;

/** {@code summary.md}: one screen for a pull request. */
final class SummaryMarkdown {
    private static final int GROUPS = 10;
    private static final int REMARKS = 5;
    private static final int LONGEST_VALUE = 80;
    private static final int LONGEST_REASON = 300;

    private final StringBuilder out = new StringBuilder();

    private SummaryMarkdown() {}

    static String of(RunView view) {
        SummaryMarkdown summary = new SummaryMarkdown();
        summary.render(view);
        return summary.out.toString();
    }

    private void render(RunView view) {
        out.append("## Upgrade of ")
                .append(Markdown.text(view.facts().product()))
                .append(' ')
                .append(Markdown.text(view.facts().from()))
                .append(" → ")
                .append(Markdown.text(view.facts().to()))
                .append(": ")
                .append(view.verdict())
                .append("\n\n")
                .append(Markdown.text(view.headline()))
                .append("\n\n");
        table(view.cases());
        reasons(view.cases());
        skipped(view.cases());
        probes(view.cases());
        causes(Cause.of(view.cases()));
        repeat(view.cases().stream()
                .filter(c -> c.verdict() == Verdict.FAILED || c.verdict() == Verdict.BROKEN)
                .toList());
        remarks(view.remarks());
        out.append("\nRun ")
                .append(Markdown.text(view.facts().id()))
                .append(", ")
                .append(Plain.day(view.facts().started()))
                .append(", ")
                .append(Plain.seconds(view.seconds()))
                .append(" s. All findings: report.json; to read: index.html.\n");
    }

    private void table(List<CaseResult> cases) {
        if (cases.isEmpty()) {
            out.append("No case has begun.\n");
            return;
        }
        out.append(Markdown.head(
                List.of("case", "engine", "verdict", "#seconds", "#errors", "#warnings", "#notes", "#known")));
        for (CaseResult c : cases) {
            Tally tally = Tally.of(c.findings());
            out.append(Markdown.row(List.of(
                    (c.key().id() + " " + c.key().way()).strip(),
                    c.key().engine(),
                    c.verdict().name(),
                    Plain.seconds(c.seconds()),
                    String.valueOf(tally.errors()),
                    String.valueOf(tally.warnings()),
                    String.valueOf(tally.notes()),
                    String.valueOf(tally.known()))));
        }
    }

    private void reasons(List<CaseResult> cases) {
        List<CaseResult> told =
                cases.stream().filter(c -> !c.reason().isEmpty()).toList();
        if (!told.isEmpty()) {
            out.append('\n');
        }
        for (CaseResult c : told) {
            out.append("- ")
                    .append(Markdown.text(c.key().toString()))
                    .append(' ')
                    .append(c.verdict())
                    .append(": ")
                    .append(Markdown.text(Plain.cut(Plain.line(c.reason()), LONGEST_REASON)))
                    .append('\n');
        }
    }

    private void skipped(List<CaseResult> cases) {
        for (CaseResult c : cases) {
            for (String line : Skipped.lines(c)) {
                out.append("\n- ")
                        .append(Markdown.text(c.key().toString()))
                        .append(' ')
                        .append(Markdown.text(Plain.cut(Plain.line(line), LONGEST_REASON)))
                        .append('\n');
            }
        }
    }

    private void probes(List<CaseResult> cases) {
        List<CaseResult> probed = cases.stream().filter(c -> c.probe() != null).toList();
        if (probed.isEmpty()) {
            return;
        }
        out.append("\n### Zero downtime\n\n");
        for (CaseResult c : probed) {
            out.append("- ")
                    .append(Markdown.text(c.key().toString()))
                    .append(": ")
                    .append(Markdown.text(Plain.line(ProbeWords.of(c.probe()))))
                    .append('\n');
        }
    }

    private void causes(List<Cause> causes) {
        if (causes.isEmpty()) {
            return;
        }
        out.append("\n### Findings\n\n");
        for (Cause cause : causes.subList(0, Math.min(GROUPS, causes.size()))) {
            Finding sample = cause.summary().sample();
            out.append("- **")
                    .append(cause.summary().severity().id())
                    .append("** ")
                    .append(value(cause.summary().group()))
                    .append(" (")
                    .append(cause.size())
                    .append("; ")
                    .append(String.join(", ", cause.engines()))
                    .append("), e.g. ")
                    .append(value(sample.object()))
                    .append(sample.key().isEmpty() ? "" : " " + value(sample.key()))
                    .append(": expected ")
                    .append(value(sample.expected()))
                    .append(", found ")
                    .append(value(sample.found()))
                    .append('\n');
        }
        if (causes.size() > GROUPS) {
            out.append("- and ").append(causes.size() - GROUPS).append(" more groups in index.html\n");
        }
    }

    private static String value(String raw) {
        return raw.isEmpty() ? "nothing" : Markdown.text(Plain.cut(Plain.line(raw), LONGEST_VALUE));
    }

    private void repeat(List<CaseResult> cases) {
        if (cases.isEmpty()) {
            return;
        }
        out.append("\n### Repeat what did not pass\n\n")
                .append(Markdown.block(cases.stream().map(CaseResult::repeat).toList()));
        out.append("\nEvidence beside this file: ");
        out.append(String.join(
                        ", ",
                        cases.stream().map(c -> Markdown.text(c.evidence())).toList()))
                .append('\n');
    }

    private void remarks(List<String> remarks) {
        if (remarks.isEmpty()) {
            return;
        }
        out.append("\n### Remarks\n\n");
        remarks.stream()
                .limit(REMARKS)
                .forEach(r -> out.append("- ")
                        .append(Markdown.text(Plain.cut(Plain.line(r), LONGEST_REASON)))
                        .append('\n'));
        if (remarks.size() > REMARKS) {
            out.append("- and ").append(remarks.size() - REMARKS).append(" more in report.json\n");
        }
    }
}
