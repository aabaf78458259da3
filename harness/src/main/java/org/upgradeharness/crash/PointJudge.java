package org.upgradeharness.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.upgradeharness.migrate.MigratorEnd;
import org.upgradeharness.migrate.MigratorRun;
import org.upgradeharness.store.Store;

/** Runs an interrupted migration again, by every way, and says what came of it. Stores that look the same are judged once. */
final class PointJudge {
    private final CrashSite site;
    private final List<Control> controls;
    private final Map<String, Verdict> judged = new HashMap<>();
    private final Set<String> runAThirdTime = new HashSet<>();
    private final Map<String, Store> survivors = new LinkedHashMap<>();
    private Store crashed;

    PointJudge(CrashSite site, List<Control> controls) {
        this.site = site;
        this.controls = controls;
    }

    /**
     * What came of one store.
     *
     * @param n the point at which it was judged
     */
    record Verdict(int n, PointOutcome outcome, String message, List<String> differences) {}

    /** The verdict on a store that was judged before, or null. */
    Verdict of(String digest) {
        return judged.get(digest);
    }

    /** Judges what the slot holds now. */
    Verdict judge(int n, String digest) {
        if (crashed == null) {
            crashed = site.keep("crashed");
        } else {
            site.server().renew(crashed, site.slot());
        }
        PointOutcome worst = PointOutcome.CONVERGED;
        List<String> messages = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < controls.size(); i++) {
            if (i > 0) {
                site.server().renew(site.slot(), crashed);
            }
            Control control = controls.get(i);
            String by = "by " + control.way().title() + ": ";
            MigratorEnd end = site.migrator().run(MigratorRun.of(control.way().command()));
            site.server().settled(site.slot());
            if (end.exit() != 0) {
                worst = worse(worst, PointOutcome.STUCK);
                messages.add(by + end.message());
                continue;
            }
            EndState state = control.judge();
            keep(control, state);
            Set<String> third = thirdTime(control, state);
            if (!state.right() || !third.isEmpty()) {
                worst = worse(worst, PointOutcome.DIFFERENT);
                state.differences().forEach(d -> differences.add(by + d));
                third.forEach(d -> differences.add(by + "a third run changes " + d));
                messages.add(by + "it says that it succeeded");
            }
        }
        Verdict verdict = new Verdict(n, worst, String.join("; ", messages), differences);
        judged.put(digest, verdict);
        return verdict;
    }

    private static PointOutcome worse(PointOutcome one, PointOutcome other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** One store of each kind of end is kept, to be started on. */
    private void keep(Control control, EndState state) {
        String kind = state.right() ? "" : control.way().name() + state.objects();
        survivors.computeIfAbsent(kind, k -> site.keep("survivor"));
    }

    private Set<String> thirdTime(Control control, EndState state) {
        return runAThirdTime.add(control.way().name() + state.objects()) ? control.thirdRun() : Set.of();
    }

    /** One store of each kind of end, the right one first if there is any. */
    List<Store> survivors() {
        List<Store> stores = new ArrayList<>();
        if (survivors.containsKey("")) {
            stores.add(survivors.get(""));
        }
        survivors.forEach((kind, store) -> {
            if (!kind.isEmpty()) {
                stores.add(store);
            }
        });
        return stores;
    }
}
