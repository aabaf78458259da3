package org.upgradeharness.report;

import java.util.List;
import java.util.Map;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Count;
import org.upgradeharness.timeline.ReleaseFacts;

/** {@code runbook.md}: how to upgrade, and how long each step took here. */
final class RunbookMarkdown {
    private static final int TABLES = 10;

    private final StringBuilder out = new StringBuilder();

    private RunbookMarkdown() {}

    static String of(RunView view) {
        RunbookMarkdown runbook = new RunbookMarkdown();
        runbook.render(view);
        return runbook.out.toString();
    }

    private void render(RunView view) {
        out.append("# Upgrade runbook: ")
                .append(Markdown.text(view.facts().product()))
                .append(' ')
                .append(Markdown.text(view.facts().from()))
                .append(" → ")
                .append(Markdown.text(view.facts().to()))
                .append("\n\n")
                .append(Markdown.text(view.headline()))
                .append("\n\n")
                .append("Times were measured in run ")
                .append(Markdown.text(view.facts().id()))
                .append(" on ")
                .append(Plain.day(view.facts().started()))
                .append("; yours depend on your machine and your data.\n");
        facts("Machine", view.facts().machine());
        facts("Versions", view.facts().versions());
        List<Runbook> runbooks = Runbook.of(view.cases());
        if (runbooks.isEmpty()) {
            out.append("\nNo upgrade of a store with data was measured in this run.\n");
        }
        runbooks.forEach(this::way);
        out.append(WaysBack.of(view.cases()));
    }

    private void facts(String title, Map<String, String> facts) {
        if (!facts.isEmpty()) {
            out.append("\n").append(title).append(": ");
            out.append(String.join(
                            ", ",
                            facts.entrySet().stream()
                                    .map(f -> Markdown.text(f.getKey() + " " + f.getValue()))
                                    .toList()))
                    .append(".\n");
        }
    }

    private void way(Runbook runbook) {
        CaseResult c = runbook.result();
        out.append("\n## ")
                .append(Markdown.text(c.key().engine()))
                .append(", ")
                .append(Markdown.text(
                        c.key().way().isEmpty() ? c.key().title() : c.key().way()))
                .append(" (")
                .append(Markdown.text(c.key().id()))
                .append(")\n\n");
        if (c.verdict() != Verdict.PASSED) {
            out.append("**Do not upgrade this way: the case ended ")
                    .append(c.verdict())
                    .append("** (")
                    .append(Markdown.text(Plain.cut(Plain.line(c.reason()), 200)))
                    .append(").\n\n");
        }
        release("From", c.from());
        release("To", c.to());
        rows(c.counts());
        c.figures()
                .forEach(f -> out.append("- Measured: ")
                        .append(Markdown.text(f.name()))
                        .append(' ')
                        .append(Plain.seconds(f.value()))
                        .append(' ')
                        .append(f.unit())
                        .append('\n'));
        out.append('\n').append(Markdown.head(List.of("#step", "what", "#seconds", "measured in")));
        int number = 0;
        for (Runbook.Task task : runbook.tasks()) {
            number++;
            out.append(Markdown.row(List.of(
                    String.valueOf(number),
                    task.words(),
                    task.seconds() == null ? "not measured" : Plain.seconds(task.seconds()),
                    task.where() == null ? "this case" : task.where())));
        }
        Double downtime = runbook.downtime();
        out.append("\nDowntime, from the SIGTERM of the old release to the readiness of the new one: ")
                .append(downtime == null ? "not measured as a whole" : "**" + Plain.seconds(downtime) + " s**")
                .append(".\n");
    }

    private void release(String side, ReleaseFacts facts) {
        out.append("- ")
                .append(side)
                .append(": ")
                .append(Markdown.text(facts.release()))
                .append(", image ")
                .append(Markdown.text(String.valueOf(facts.image())))
                .append(", migration head ")
                .append(Markdown.text(String.valueOf(facts.head())))
                .append('\n');
    }

    private void rows(Map<String, Count> counts) {
        List<Map.Entry<String, Count>> tables = counts.entrySet().stream()
                .filter(c -> !c.getKey().startsWith("api:"))
                .sorted((a, b) ->
                        Long.compare(b.getValue().before(), a.getValue().before()))
                .toList();
        if (tables.isEmpty()) {
            return;
        }
        long before = tables.stream().mapToLong(t -> t.getValue().before()).sum();
        long after = tables.stream().mapToLong(t -> t.getValue().after()).sum();
        out.append("- Rows: ")
                .append(before)
                .append(" before, ")
                .append(after)
                .append(" after, in ")
                .append(Plain.plural(tables.size(), "table"))
                .append("; the largest: ");
        out.append(String.join(
                        ", ",
                        tables.stream()
                                .limit(TABLES)
                                .map(t -> Markdown.text(t.getKey()) + " "
                                        + t.getValue().before())
                                .toList()))
                .append('\n');
    }
}
