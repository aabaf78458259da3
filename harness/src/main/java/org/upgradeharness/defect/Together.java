package org.upgradeharness.defect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.upgradeharness.judge.Kind;
import org.upgradeharness.store.Engine;

/**
 * Which defects may be planted in one run: those in the store and in the new release, where no two of the findings that they must
 * cause are about the same thing, and none is what follows from another one or cannot be seen behind it. So none of them can hide
 * another one, or be taken for it.
 */
public final class Together {
    /** After these a run is not gone on with, or not as it would be. */
    private static final Set<Kind> LAST = EnumSet.of(
            Kind.NOT_SERVING, Kind.VERSION_MISMATCH, Kind.MIGRATION_FAILED, Kind.RETRY_FAILED, Kind.RETRY_DIFFERS);

    private Together() {}

    /** The defects of an engine in as few groups as may be; what must be planted alone is a group of one. */
    public static List<List<Defect>> groups(List<Defect> defects, Engine engine) {
        List<List<Defect>> groups = new ArrayList<>();
        List<Defect> here =
                defects.stream().filter(d -> d.engines().contains(engine)).toList();
        // Whoever goes with few others chooses first: that needs fewer groups.
        for (Defect defect : here.stream()
                .sorted(Comparator.comparingLong(
                        d -> here.stream().filter(other -> apart(d, other)).count()))
                .toList()) {
            groups.stream()
                    .filter(group -> group.stream().allMatch(other -> apart(defect, other)))
                    .findFirst()
                    .orElseGet(() -> {
                        List<Defect> begun = new ArrayList<>();
                        groups.add(begun);
                        return begun;
                    })
                    .add(defect);
        }
        return groups;
    }

    private static boolean apart(Defect one, Defect other) {
        return plain(one)
                && plain(other)
                && sameRun(one, other)
                && !sameThing(one, other)
                && !covers(one, other)
                && !covers(other, one)
                && !allows(one, other)
                && !allows(other, one);
    }

    /** Whether what one must not lead to may come of the other one. */
    private static boolean allows(Defect one, Defect other) {
        return one.never().stream()
                .anyMatch(never -> never.meets(other.expect().finding())
                        || other.consequences().stream().anyMatch(never::meets));
    }

    /** What must find nothing is alone: whatever else is planted could explain what it finds. */
    private static boolean plain(Defect defect) {
        return (defect.plant() instanceof Plant.InStore || defect.plant() instanceof Plant.InRelease)
                && defect.expect().finding() != null
                && !last(defect.expect().finding())
                && defect.known().isEmpty()
                && defect.readySeconds() == null
                && !defect.alone();
    }

    private static boolean last(Named finding) {
        return LAST.contains(finding.kind()) && !(finding.kind() == Kind.NOT_SERVING && ofOneAnswer(finding));
    }

    /** A gateway of which one answer is wrong serves on. */
    private static boolean ofOneAnswer(Named finding) {
        return finding.object().startsWith("api:") || finding.object().startsWith("POST ");
    }

    private static boolean sameRun(Defect one, Defect other) {
        return one.product().equals(other.product())
                && one.from().equals(other.from())
                && one.to().equals(other.to())
                && one.caseId().equals(other.caseId())
                && one.way().equals(other.way());
    }

    private static boolean covers(Defect one, Defect other) {
        return one.hides().contains(other.name())
                || one.consequences().stream()
                        .anyMatch(named -> named.meets(other.expect().finding()));
    }

    private static boolean sameThing(Defect one, Defect other) {
        Named here = one.expect().finding();
        Named there = other.expect().finding();
        boolean wholeRow = row(here) || row(there);
        return here.sameKey(there)
                && (wholeRow ? table(here).equals(table(there)) : here.object().equals(there.object()));
    }

    private static boolean row(Named finding) {
        return finding.kind() == Kind.LOST_ROW || finding.kind() == Kind.EXTRA_ROW;
    }

    private static String table(Named finding) {
        return finding.object().split("\\.", 2)[0];
    }
}
