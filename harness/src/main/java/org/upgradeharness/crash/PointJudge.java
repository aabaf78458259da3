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
import org.upgradeharness.migrate.Statement;
import org.upgradeharness.store.Store;

/** Runs an interrupted migration again, by every way, and says what came of it. Stores that look the same are judged once. */
final class PointJudge {
    static final String READING = "reading what the killed ones left";

    private final CrashSite site;
    private final List<Control> controls;
    private final Spent spent;
    private final Map<String, Verdict> judged = new HashMap<>();
    private final Set<String> runAThirdTime = new HashSet<>();
    private final Map<String, Store> survivors = new LinkedHashMap<>();
    private Store crashed;

    PointJudge(CrashSite site, List<Control> controls, Spent spent) {
        this.site = site;
        this.controls = controls;
        this.spent = spent;
    }

    /**
     * What came of one store.
     *
     * @param n the point at which it was judged
     */
    record Verdict(int n, PointOutcome outcome, String message, List<String> differences) {}

    /** The verdict on a store that was judged before, or null. */
    Verdict of(String left) {
        return judged.get(left);
    }

    /** Judges what the slot holds now. */
    Verdict judge(Statement point, String left) {
        spent.on("making the store anew", this::keepCrashed);
        List<Told> told = new ArrayList<>();
        for (int i = 0; i < controls.size(); i++) {
            if (i > 0) {
                spent.on("making the store anew", () -> site.server().renew(site.slot(), crashed));
            }
            told.add(again(controls.get(i), point.revision()));
        }
        Verdict verdict = verdict(point.n(), told);
        judged.put(left, verdict);
        return verdict;
    }

    private void keepCrashed() {
        if (crashed == null) {
            crashed = site.keep("crashed");
        } else {
            site.server().renew(crashed, site.slot());
        }
    }

    /** What came of running the migration again by one way. */
    private record Told(String way, PointOutcome outcome, String message, List<String> differences) {
        boolean same(Told other) {
            return outcome == other.outcome
                    && message.equals(other.message)
                    && EndState.essence(differences).equals(EndState.essence(other.differences));
        }
    }

    private Told again(Control control, String revision) {
        String way = control.way().title();
        MigratorEnd end = spent.on("running it again by " + way, () -> {
            MigratorEnd ended = site.migrator().run(MigratorRun.of(control.way().command()));
            site.server().settled(site.slot());
            return ended;
        });
        if (end.exit() != 0) {
            return new Told(way, PointOutcome.STUCK, end.message(), List.of());
        }
        EndState state = spent.on("comparing with the migration that was not interrupted", control::judge);
        keep(state, revision);
        List<String> differences = new ArrayList<>(state.differences());
        spent.on("third runs", () -> thirdTime(control, state))
                .forEach(d -> differences.add("a third run changes " + d));
        return differences.isEmpty()
                ? new Told(way, PointOutcome.CONVERGED, "", differences)
                : new Told(way, PointOutcome.DIFFERENT, "it says that it succeeded", differences);
    }

    /** What all ways come to is said once, everything else with the way. */
    private static Verdict verdict(int n, List<Told> told) {
        Told first = told.get(0);
        if (told.stream().allMatch(first::same)) {
            return new Verdict(n, first.outcome(), first.message(), first.differences());
        }
        PointOutcome worst = told.stream().map(Told::outcome).reduce(first.outcome(), PointJudge::worse);
        List<String> messages = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        for (Told t : told) {
            String by = "by " + t.way() + ": ";
            messages.add(by + (t.message().isEmpty() ? "converged" : t.message()));
            t.differences().forEach(d -> differences.add(d.startsWith(EndState.DETAIL) ? d : by + d));
        }
        return new Verdict(n, worst, String.join("; ", messages), differences);
    }

    private static PointOutcome worse(PointOutcome one, PointOutcome other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** One store of each revision and sort of end is kept, to be started on. */
    private void keep(EndState state, String revision) {
        String kind = state.right() ? "" : revision + " " + state.sort();
        survivors.computeIfAbsent(kind, k -> site.keep("survivor"));
    }

    private Set<String> thirdTime(Control control, EndState state) {
        return runAThirdTime.add(control.way().name() + state.objects()) ? control.thirdRun() : Set.of();
    }

    /** One store of each revision and sort of end, the right one first if there is any. */
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
