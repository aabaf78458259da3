package org.upgradeharness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.GroupSummary;
import org.upgradeharness.judge.Grouping;
import org.upgradeharness.judge.Severity;
import org.upgradeharness.judge.Verdict;
import org.upgradeharness.timeline.CaseResult;

/** The verdict of a run in words, drawn from its cases. */
public final class Headline {
    private static final int CAUSES_NAMED = 3;
    private static final int LONGEST_CAUSE = 160;

    private final List<CaseResult> cases;
    private final boolean interrupted;
    private final Severity failOn;
    private final boolean strict;

    private Headline(List<CaseResult> cases, boolean interrupted, Severity failOn, boolean strict) {
        this.cases = cases;
        this.interrupted = interrupted;
        this.failOn = failOn;
        this.strict = strict;
    }

    /**
     * Judges a run.
     *
     * @param cases the results of all its cases
     * @param interrupted whether it ended before all of them had their turn
     * @param failOn from which severity on a finding fails the run
     * @param strict whether known findings fail it too
     * @return FAILED and 1 if any case failed; BROKEN and 3 if any is broken, none ran or the run was interrupted; SKIPPED and
     *     3 if all were skipped; else PASSED and 0
     */
    public static Outcome of(List<CaseResult> cases, boolean interrupted, Severity failOn, boolean strict) {
        return new Headline(List.copyOf(cases), interrupted, failOn, strict).outcome();
    }

    private Outcome outcome() {
        long failed = cases.stream().filter(this::failed).count();
        if (failed > 0) {
            return new Outcome(
                    Verdict.FAILED, "FAILED: " + share(failed) + " failed" + causes() + rest(Verdict.FAILED), 1);
        }
        long broken = count(Verdict.BROKEN);
        if (broken > 0) {
            return new Outcome(
                    Verdict.BROKEN,
                    "BROKEN: " + share(broken) + " could not be judged: " + first(Verdict.BROKEN)
                            + rest(Verdict.BROKEN),
                    3);
        }
        if (interrupted) {
            return new Outcome(
                    Verdict.BROKEN,
                    "BROKEN: the run was interrupted "
                            + (cases.isEmpty()
                                    ? "before any case had ended"
                                    : "after " + Plain.plural(cases.size(), "case") + ", none of which failed"),
                    3);
        }
        if (cases.isEmpty()) {
            return new Outcome(Verdict.BROKEN, "BROKEN: no case ran", 3);
        }
        if (count(Verdict.SKIPPED) == cases.size()) {
            return new Outcome(
                    Verdict.SKIPPED,
                    "SKIPPED: nothing was judged, " + Plain.plural(cases.size(), "case") + " skipped: "
                            + first(Verdict.SKIPPED),
                    3);
        }
        return new Outcome(
                Verdict.PASSED,
                "PASSED" + with() + where() + ": " + Plain.plural(count(Verdict.PASSED), "case") + " passed"
                        + rest(Verdict.PASSED),
                0);
    }

    /** A finding that fails the run fails its case, whatever the case says of itself. */
    private boolean failed(CaseResult c) {
        return c.verdict() == Verdict.FAILED
                || c.verdict() == Verdict.PASSED && !failing(c).isEmpty();
    }

    private List<Finding> failing(CaseResult c) {
        return c.findings().stream().filter(f -> f.failsAt(failOn, strict)).toList();
    }

    private String share(long part) {
        return cases.size() == 1 ? "the only case" : part + " of " + cases.size() + " cases";
    }

    private String causes() {
        List<Finding> findings = cases.stream()
                .filter(this::failed)
                .flatMap(c -> failing(c).stream())
                .toList();
        if (findings.isEmpty()) {
            return ": " + first(Verdict.FAILED);
        }
        List<GroupSummary> groups = Grouping.summarise(findings);
        String named = groups.stream()
                .limit(CAUSES_NAMED)
                .map(g -> Plain.cut(Plain.line(g.group()), LONGEST_CAUSE) + " (" + g.count() + ")")
                .collect(Collectors.joining(", "));
        int more = groups.size() - CAUSES_NAMED;
        return "; " + bySeverity(findings, "") + " in " + Plain.plural(groups.size(), "cause") + ": " + named
                + (more > 0 ? " and " + more + " more" : "");
    }

    /** What passed does not mean that nothing was found. */
    private String with() {
        List<Finding> all = cases.stream().flatMap(c -> c.findings().stream()).toList();
        List<String> words = new ArrayList<>();
        String known = bySeverity(all.stream().filter(f -> f.known() != null).toList(), "known ");
        String fresh = bySeverity(all.stream().filter(f -> f.known() == null).toList(), "");
        if (!known.isEmpty()) {
            words.add(known);
        }
        if (!fresh.isEmpty()) {
            words.add(fresh);
        }
        return words.isEmpty() ? "" : " with " + String.join(", ", words);
    }

    private static String bySeverity(List<Finding> findings, String adjective) {
        List<String> words = new ArrayList<>();
        for (Severity severity : List.of(Severity.ERROR, Severity.WARNING, Severity.NOTE)) {
            long count = findings.stream().filter(f -> f.severity() == severity).count();
            if (count > 0) {
                words.add(Plain.plural(count, adjective + severity.id()));
            }
        }
        return String.join(", ", words);
    }

    private String where() {
        List<CaseResult> passed =
                cases.stream().filter(c -> c.verdict() == Verdict.PASSED).toList();
        Set<String> paths = passed.stream()
                .filter(c -> c.path().size() > 1)
                .map(c -> String.join("→", c.path()))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> engines = passed.stream().map(c -> c.key().engine()).collect(Collectors.toCollection(TreeSet::new));
        List<String> words = new ArrayList<>(paths);
        words.add(String.join(" and ", engines));
        return " (" + String.join(", ", words) + ")";
    }

    private String rest(Verdict told) {
        List<String> words = new ArrayList<>();
        long broken = count(Verdict.BROKEN);
        long skipped = count(Verdict.SKIPPED);
        if (broken > 0 && told != Verdict.BROKEN) {
            words.add(broken + " could not be judged");
        }
        if (skipped > 0) {
            words.add(skipped + " skipped");
        }
        if (interrupted) {
            words.add("the run was interrupted");
        }
        return words.isEmpty() ? "" : "; " + String.join(", ", words);
    }

    private String first(Verdict verdict) {
        CaseResult first =
                cases.stream().filter(c -> c.verdict() == verdict).findFirst().orElseThrow();
        return first.key() + ": " + Plain.cut(Plain.line(first.reason()), LONGEST_CAUSE);
    }

    private long count(Verdict verdict) {
        return cases.stream().filter(c -> c.verdict() == verdict).count();
    }
}
