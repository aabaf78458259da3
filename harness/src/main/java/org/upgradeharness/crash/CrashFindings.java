package org.upgradeharness.crash;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.judge.Severity;

/** What people are told of points: one finding for each revision and effect, not one for each point. */
public final class CrashFindings {
    private static final int SHOWN = 5;

    private CrashFindings() {}

    /** The findings of points that were judged. */
    public static List<Finding> of(List<PointResult> results) {
        Map<String, List<PointResult>> effects = new LinkedHashMap<>();
        for (PointResult r : results) {
            if (r.outcome() != PointOutcome.CONVERGED) {
                effects.computeIfAbsent(
                                r.revision() + r.outcome() + r.message() + EndState.essence(r.differences()),
                                e -> new ArrayList<>())
                        .add(r);
            }
        }
        return effects.values().stream().map(CrashFindings::one).toList();
    }

    /** What each run of a migration draws anew: a note for each table, so that nobody takes it for a consequence of an interruption. */
    public static List<Finding> drawn(Set<String> objects) {
        Map<String, Set<String>> tables = new TreeMap<>();
        for (String object : objects) {
            String name = object.substring(object.indexOf(' ') + 1);
            int dot = name.indexOf('.');
            tables.computeIfAbsent(dot < 0 ? name : name.substring(0, dot), t -> new TreeSet<>())
                    .add(dot < 0 ? object : name.substring(dot + 1));
        }
        List<Finding> findings = new ArrayList<>();
        tables.forEach((table, parts) -> findings.add(Finding.of(
                        Severity.NOTE,
                        Kind.NOT_DETERMINISTIC,
                        table,
                        "",
                        "the same after each run of the migration",
                        "drawn anew by each run: " + String.join(", ", parts))
                .inGroup("what each run of the migration draws anew")));
        return findings;
    }

    private static Finding one(List<PointResult> points) {
        PointResult first = points.get(0);
        String object = first.revision().isEmpty() ? "outside of revisions" : "revision " + first.revision();
        String key = "interrupted before statement " + first.place()
                + (points.size() > 1 ? " and " + (points.size() - 1) + " more" : "");
        return switch (first.outcome()) {
            case STUCK ->
                Finding.of(
                                Severity.ERROR,
                                Kind.RETRY_FAILED,
                                object,
                                key,
                                "the migration run again comes to the head",
                                first.message())
                        .inGroup("the migration fails when it is run again after an interruption in " + object);
            case DIFFERENT ->
                Finding.of(
                                Severity.ERROR,
                                Kind.RETRY_DIFFERS,
                                object,
                                key,
                                "the store of a migration that was not interrupted",
                                told(first))
                        .inGroup("the migration run again succeeds and leaves another store after an interruption in "
                                + object);
            default ->
                Finding.of(
                                Severity.WARNING,
                                Kind.NOT_DETERMINISTIC,
                                object,
                                key,
                                "the same statements in each run",
                                first.message())
                        .inGroup("runs of the migration send different statements");
        };
    }

    private static String told(PointResult result) {
        List<String> all = EndState.essence(result.differences());
        return result.message() + "; "
                + String.join("; ", all.subList(0, Math.min(SHOWN, all.size())))
                + (all.size() > SHOWN ? "; and " + (all.size() - SHOWN) + " more" : "");
    }
}
