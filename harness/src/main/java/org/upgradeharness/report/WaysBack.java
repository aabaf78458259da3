package org.upgradeharness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.timeline.CaseResult;
import org.upgradeharness.timeline.Figure;
import org.upgradeharness.timeline.Step;
import org.upgradeharness.timeline.StepNames;

/** The part of the runbook about going back: when which way, how long it took here, and what is lost by it. */
final class WaysBack {
    private static final int NAMED = 40;

    private final List<CaseResult> all;
    private final StringBuilder out = new StringBuilder();

    private WaysBack(List<CaseResult> all) {
        this.all = all;
    }

    /** Whether a case went up and came back. */
    static boolean isOne(CaseResult c) {
        return c.path().size() > 2
                && c.path().get(0).equals(c.path().get(c.path().size() - 1));
    }

    /** The text; empty where no way back was gone to its end. */
    static String of(List<CaseResult> cases) {
        List<CaseResult> ways = cases.stream()
                .filter(c -> isOne(c) && step(c, WaysBack::goesBack).isPresent() && startedAgain(c))
                .toList();
        WaysBack part = new WaysBack(cases);
        if (!ways.isEmpty()) {
            part.render(ways);
        }
        return part.out.toString();
    }

    private static boolean goesBack(String step) {
        return step.equals(StepNames.RESTORE) || StepNames.downgrades(step);
    }

    private static boolean startedAgain(CaseResult c) {
        return step(c, StepNames.startAgain(c.from().release())::equals).isPresent();
    }

    private static boolean isRestore(CaseResult c) {
        return step(c, StepNames::downgrades).isEmpty();
    }

    private void render(List<CaseResult> ways) {
        CaseResult first = ways.get(0);
        out.append("\n## Going back: ")
                .append(Markdown.text(first.to().release()))
                .append(" → ")
                .append(Markdown.text(first.from().release()))
                .append("\n\n")
                .append(Markdown.head(List.of("when", "way", "engine", "#seconds", "what is lost", "verdict")));
        for (CaseResult c : ways) {
            Double seconds = seconds(c);
            out.append(Markdown.row(List.of(
                    isRestore(c)
                            ? "a downgrade fails or damages, or little was written since the upgrade"
                            : "what was written since the upgrade must stay",
                    isRestore(c) ? "restore the backup" : "downgrade",
                    c.key().engine(),
                    seconds == null ? "not measured" : Plain.seconds(seconds),
                    lost(c),
                    c.verdict().toString())));
        }
        out.append("\nThe upgrade itself, with its backup, is in the sections above. What is"
                + " lost is told of the data of this run.\n");
        ways.forEach(this::steps);
    }

    private void steps(CaseResult c) {
        String from = c.from().release();
        String to = c.to().release();
        out.append("\n### ")
                .append(Markdown.text(c.key().engine()))
                .append(", ")
                .append(isRestore(c) ? "by restoring the backup" : "by downgrade")
                .append("\n\n")
                .append(Markdown.head(List.of("#step", "what", "#seconds")));
        row(1, "Stop " + to + " (SIGTERM) and wait until it has ended", shared(c, StepNames.stop(to)));
        Step back = step(c, WaysBack::goesBack).orElseThrow();
        row(2, isRestore(c) ? "Restore the backup" : "In the image of " + to + ": " + command(back), back.seconds());
        row(
                3,
                "Start " + from + " and wait until it is ready",
                step(c, StepNames.startAgain(from)::equals).map(Step::seconds).orElse(null));
        List<Figure> slow = c.figures();
        slow.forEach(f -> out.append("\n- ")
                .append(Markdown.text(f.name()))
                .append(": ")
                .append(Plain.seconds(f.value()))
                .append(" s"));
        out.append(slow.isEmpty() ? "" : "\n");
        damage(c);
    }

    private static String command(Step back) {
        return back.name().substring(back.name().indexOf(": ") + 2);
    }

    private void row(int number, String what, Double seconds) {
        out.append(Markdown.row(
                List.of(String.valueOf(number), what, seconds == null ? "not measured" : Plain.seconds(seconds))));
    }

    private void damage(CaseResult c) {
        List<Finding> errors = c.findings().stream()
                .filter(f -> f.severity() == org.upgradeharness.judge.Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            out.append("\nNot as before:\n");
            errors.stream()
                    .limit(NAMED)
                    .forEach(f -> out.append("- ")
                            .append(Markdown.text(f.object()))
                            .append(": ")
                            .append(Markdown.text(
                                    Plain.cut(Plain.line(f.known() == null ? f.found() : f.known()), 300)))
                            .append('\n'));
        }
    }

    /** Tables and columns by name; rows by their number, since a report is not read for keys. */
    private static String lost(CaseResult c) {
        if (isRestore(c)) {
            return "everything written since the backup";
        }
        List<String> named = new ArrayList<>();
        long rows = 0;
        for (Finding f : c.findings()) {
            if (f.kind() == Kind.LOST_BY_ROLLBACK) {
                if (f.key().isEmpty()) {
                    named.add(f.object());
                } else {
                    rows++;
                }
            }
        }
        String text = String.join(", ", named.stream().limit(NAMED).toList())
                + (named.size() > NAMED ? " and " + (named.size() - NAMED) + " more" : "");
        return rows == 0 ? text.isEmpty() ? "nothing" : text : (text.isEmpty() ? "" : text + "; ") + rows + " rows";
    }

    private Double seconds(CaseResult c) {
        Double stop = shared(c, StepNames.stop(c.to().release()));
        Optional<Double> start =
                step(c, StepNames.startAgain(c.from().release())::equals).map(Step::seconds);
        return stop == null || start.isEmpty()
                ? null
                : Double.valueOf(
                        stop + step(c, WaysBack::goesBack).orElseThrow().seconds() + start.get());
    }

    private Double shared(CaseResult c, String name) {
        return all.stream()
                .filter(o -> o.key().engine().equals(c.key().engine()))
                .flatMap(o -> step(o, name::equals).stream())
                .map(Step::seconds)
                .findFirst()
                .orElse(null);
    }

    private static Optional<Step> step(CaseResult c, Predicate<String> name) {
        return c.steps().stream()
                .filter(s -> name.test(s.name()) && s.outcome().equals(RunRecord.OK))
                .findFirst();
    }
}
