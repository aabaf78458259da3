package org.upgradeharness.run;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.upgradeharness.evidence.EvidenceFolder;
import org.upgradeharness.judge.Finding;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.probe.Budget;
import org.upgradeharness.probe.Ledger;
import org.upgradeharness.probe.OtherPrograms;
import org.upgradeharness.probe.Pardon;
import org.upgradeharness.probe.Phase;
import org.upgradeharness.probe.Probe;
import org.upgradeharness.probe.ProbeJudge;
import org.upgradeharness.probe.Seen;
import org.upgradeharness.probe.WarmUp;
import org.upgradeharness.timeline.CaseKey;
import org.upgradeharness.timeline.ProbeFacts;
import org.upgradeharness.witness.Sight;
import org.upgradeharness.witness.Traffic;
import org.upgradeharness.witness.UnreadableList;

/** Something is changed behind an address while a probe asks there, and what the probe saw is judged. */
final class UnderLoad {
    private static final Duration LONGEST = Duration.ofMinutes(20);
    /** Beside the warm-up, in which nothing may fail either; the slowest stream asks once a second. */
    private static final Duration BEFORE = Duration.ofSeconds(4);

    private static final int MILLIS = 1000;

    private final Run run;
    private final CaseKey key;
    private final EvidenceFolder evidence;
    private final List<Pardon> pardons = new ArrayList<>();
    private Probe probe;

    UnderLoad(Run run, CaseKey key, EvidenceFolder evidence) {
        this.run = run;
        this.key = key;
        this.evidence = evidence;
    }

    /**
     * What came of it.
     *
     * @param findings what is to be said against the product
     * @param probe what the probe saw
     * @param late why nothing passes by what the probe saw; empty where it was in time
     */
    record Outcome(List<Finding> findings, ProbeFacts probe, String late) {
        /** Whether the change was carried out to its end; what is there otherwise is neither of the two releases'. */
        boolean complete() {
            return goesOn(findings);
        }
    }

    /** Whether a change is gone on with after these findings: not once a migration or a start has failed. */
    static boolean goesOn(List<Finding> findings) {
        return findings.stream()
                .noneMatch(f -> f.kind() == Kind.MIGRATION_FAILED
                        || f.kind() == Kind.NOT_SERVING && f.object().startsWith("start of "));
    }

    /**
     * Asks, lets it be changed, and asks on.
     *
     * @param sight the gateways as whoever asks sees them, before and after
     * @param budget how long requests may fail
     * @param change what is to be changed, in steps of this; gives what else is to be said against the product
     * @throws org.upgradeharness.config.BrokenEnvironment if there is nothing that could be judged
     */
    Outcome during(InetSocketAddress address, Sight sight, Budget budget, Callable<List<Finding>> change) {
        Traffic.Load load = run.witnesses()
                .traffic()
                .prepare(
                        sight,
                        new Traffic.Rates(
                                run.product().rolling().health(),
                                run.product().rolling().others(),
                                run.product().rolling().longSeconds()));
        probe = Probe.start(address, load.streams(), LONGEST);
        List<Finding> findings = new ArrayList<>();
        Seen seen;
        String beside;
        try (OtherPrograms others = OtherPrograms.watched()) {
            step("warm the probe up", () -> {
                new WarmUp(probe, line -> evidence.lines("probe-rate.txt", List.of(line))).run();
                return null;
            });
            watch("watch before anything is changed", BEFORE);
            probe.phase(Phase.DURING);
            findings.addAll(called(change));
            probe.phase(Phase.AFTER);
            watch("watch when all is changed", Duration.ofMillis((long)
                    (run.product().rolling().afterSeconds() * MILLIS)));
            seen = step("wait for the last answers", probe::stop);
            beside = others.words();
        } finally {
            probe.close();
            probe = null;
        }
        evidence.lines("probe-failures.txt", seen.failures());
        ProbeJudge.Judged judged = ProbeJudge.judge(seen, budget, pardons, beside);
        List<Finding> outages = judged.findings().stream()
                .map(outage -> caused(outage, findings))
                .toList();
        if (!judged.late().isEmpty()) {
            findings.removeIf(UnderLoad::ofTimeAlone);
        }
        findings.addAll(outages);
        Ledger.Audit audit = step("look for every acknowledged write", () -> audited(load, sight, findings));
        return new Outcome(findings, seen.facts(audit.writes()), judged.late());
    }

    /** A machine on which the probe is late may stop a replica late too; a store, a start and an answer are what they are. */
    static boolean ofTimeAlone(Finding finding) {
        return finding.kind() == Kind.NOT_SERVING && finding.object().startsWith("stop of ");
    }

    /** What fails while a migration that fails goes on is its doing. */
    private static Finding caused(Finding outage, List<Finding> findings) {
        return findings.stream()
                .filter(f -> f.kind() == Kind.MIGRATION_FAILED && outage.key().endsWith(f.object()))
                .findFirst()
                .map(failed -> outage.inGroup(failed.group()))
                .orElse(outage);
    }

    /** A release that does not list what it was given has lost it, as far as anybody can tell. */
    private static Ledger.Audit audited(Traffic.Load load, Sight sight, List<Finding> findings) {
        try {
            Ledger.Audit audit = load.ledger().audit(load.written(sight));
            findings.addAll(audit.findings());
            findings.addAll(load.remove(sight));
            return audit;
        } catch (UnreadableList e) {
            Finding unreadable = Failures.list(e, "under load");
            Ledger.Audit audit = load.ledger().audit(Map.of());
            findings.add(unreadable);
            audit.findings().forEach(f -> findings.add(f.inGroup(unreadable.group())));
            return audit;
        }
    }

    /** From now on requests may fail for a while, because something beside the product is broken on purpose. */
    void pardon(Pardon pardon) {
        pardons.add(pardon);
    }

    private static List<Finding> called(Callable<List<Finding>> change) {
        try {
            return change.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Only asks, for that long. */
    void watch(String name, Duration time) {
        step(name, () -> {
            probe.watch(time);
            return null;
        });
    }

    /** Does something as a step, whose name stands beside what the probe sees meanwhile. */
    <T> T step(String name, Callable<T> body) {
        return run.timeline().step(key, name, () -> {
            if (probe != null) {
                probe.step(name);
            }
            return body.call();
        });
    }
}
